/** What is wrong with an answer, in words. */
import type { ApiDocument, Operation } from './document.ts'
import type { Answer } from './send.ts'

/** Of computing. */
const longestMs = 3_000

export interface Judged {
  readonly answer: Answer
  /** `undefined` for a path that no route takes. */
  readonly operation: Operation | undefined
  readonly method: string
}

export function faultsOf(document: ApiDocument, { answer, operation, method }: Judged): string[] {
  const { status, headers, text, ms } = answer
  const faults: string[] = []
  const must = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  must(status < 500, `the status is ${status}`)
  must(ms < longestMs, `it took ${Math.round(ms)} ms`)
  const caching = headers.get('cache-control') ?? ''
  must(/^private, no-store(, no-transform)?$/.test(caching), 'caches may keep it')
  must(headers.get('x-content-type-options') === 'nosniff', 'it may be sniffed')
  must(/^[\w.:@/+=-]{1,128}$/.test(headers.get('x-request-id') ?? ''), 'it has no request id')
  must(text.isWellFormed(), 'its text is not well-formed')
  must(
    operation === undefined || isPreflight(operation, method) || operation.statuses.has(status),
    `${status} is not documented for ${operation?.operationId}`,
  )
  if (method === 'HEAD') must(text === '', 'HEAD has a body')
  else if (status >= 400) faults.push(...faultsOfRefusal(document, answer))
  else if (status === 204 || status === 304) must(text === '', `${status} has a body`)
  else if (operation) {
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? ''
    const isData = type === 'application/json' && operation.operationId !== 'openapi'
    const fault = operation.faultsOf(status, type, isData ? JSON.parse(text) : text)
    // A raw answer says what it is by itself.
    must(fault === '' || !isData, fault)
  }
  return faults
}

function isPreflight({ method }: Operation, asked: string): boolean {
  return asked === 'OPTIONS' && method !== 'OPTIONS'
}

function faultsOfRefusal(document: ApiDocument, { status, headers, text }: Answer): string[] {
  const type = headers.get('content-type')
  if (type !== 'application/problem+json') return [`a refusal is of type ${type}: ${text}`]
  const problem = JSON.parse(text) as Readonly<Record<string, unknown>>
  const fault = document.faultsOfProblem(problem)
  return [
    ...(fault === '' ? [] : [fault]),
    ...(problem.status === status ? [] : [`its status is ${problem.status}, not ${status}`]),
    ...(problem.requestId === headers.get('x-request-id') ? [] : ['its request id is another one']),
    ...(problem.type === `urn:deskhand:problem:${problem.code}` ? [] : ['its type is another one']),
  ]
}

/** Errors that a caller is told about. Each has a stable code, an HTTP status and a sentence that says what to do. */

/** One refused field. `path` is a JSON Pointer (RFC 6901) into the input. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

export interface HelpdeskErrorInit {
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly errors?: readonly FieldError[]
  /** Further members of the problem document, such as `allowed` of an illegal transition. */
  readonly extra?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

export class HelpdeskError extends Error {
  override readonly name = 'HelpdeskError'
  readonly code: string
  readonly status: number
  readonly errors: readonly FieldError[] | undefined
  readonly extra: Readonly<Record<string, unknown>> | undefined

  constructor(init: HelpdeskErrorInit) {
    super(init.detail, init.cause === undefined ? undefined : { cause: init.cause })
    this.code = init.code
    this.status = init.status
    this.errors = init.errors
    this.extra = init.extra
  }
}

/** A mistake in how the helpdesk is set up. Thrown at boot, before anything is served. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

/** 404, also for what exists and may not be seen. */
export function notFound(what: string): HelpdeskError {
  return new HelpdeskError({
    code: 'not_found',
    status: 404,
    detail: `There is no such ${what}, or it is not yours to see.`,
  })
}

export function unauthenticated(): HelpdeskError {
  return new HelpdeskError({
    code: 'unauthenticated',
    status: 401,
    detail: 'Sign in first: the request carries no session that the app knows.',
  })
}

export function forbidden(permission: string, why?: string): HelpdeskError {
  return new HelpdeskError({
    code: 'forbidden',
    status: 403,
    detail: why ?? `This needs the permission "${permission}", which you do not have here.`,
    extra: { permission },
  })
}

export function invalid(errors: readonly FieldError[]): HelpdeskError {
  return new HelpdeskError({
    code: 'invalid_input',
    status: 400,
    detail: refusalOf(errors),
    errors,
  })
}

function refusalOf([first, ...others]: readonly FieldError[]): string {
  if (!first) return 'The input was refused.'
  const what = first.path === '' ? 'The input' : `The field "${first.path}"`
  const more = others.length === 0 ? '' : ` "errors" names ${others.length} more.`
  return `${what} was refused: ${first.message.replace(/(?<![.!?])$/, '.')}${more}`
}

export function invalidField(path: string, message: string): HelpdeskError {
  return invalid([{ path, message }])
}

export function conflict(
  code: string,
  detail: string,
  extra?: Readonly<Record<string, unknown>>,
): HelpdeskError {
  return new HelpdeskError({ code, status: 409, detail, ...(extra && { extra }) })
}

export function staleVersion(current: number): HelpdeskError {
  return new HelpdeskError({
    code: 'stale_version',
    status: 412,
    detail: 'It was changed since you read it. Read it again and repeat the change.',
    extra: { currentVersion: current },
  })
}

/** What a before hook throws to refuse an operation. 422 unless said otherwise. */
export function veto(code: string, detail: string, status = 422): HelpdeskError {
  return new HelpdeskError({ code, status, detail })
}

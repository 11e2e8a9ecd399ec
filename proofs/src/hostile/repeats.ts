/** Remembers what was answered to idempotency keys: the same again, or a refusal. */
import type { Draft } from './draft.ts'
import type { Answer } from './send.ts'

export interface Repeats {
  /** What is wrong with an answer, in words. */
  faultsOf(draft: Draft, path: string, answer: Answer): string[]
}

/** Keys go with the person or ticket that is erased or purged, so what is answered then is open. */
export function createRepeats(): Repeats {
  const kept = new Map<string, string>()
  return {
    faultsOf(
      { operation, tenant, who, method, headers },
      path,
      { status, headers: answered, text },
    ) {
      if (status >= 400) return []
      const isReplayed = answered.get('idempotency-replayed') === 'true'
      if (/\/(erase|purge)$/.test(path)) kept.clear()
      const keys = headers.filter(([name]) => name === 'idempotency-key')
      const hasOtherSession = headers.some(([name]) => name === 'authorization')
      if (keys.length === 0) return isReplayed ? ['it is a replay without a key'] : []
      const takesKey = operation.parameters.some(({ name }) => name === 'Idempotency-Key')
      if (hasOtherSession || method !== 'POST' || !takesKey) return []
      const of = JSON.stringify([tenant, who, path, keys.map(([, key]) => key).join(', ')])
      const before = kept.get(of)
      if (isReplayed) {
        return before === text || before === undefined ? [] : ['the replay is another answer']
      }
      kept.set(of, text)
      return before === undefined ? [] : ['a repeated key had a second effect']
    },
  }
}

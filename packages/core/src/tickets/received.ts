/** Facts about a received message, such as a mail, which only a trusted call may pass beside the input. */
import { type ZodType, z } from 'zod'
import type { Call } from '../api/call.ts'
import { isTrusted } from '../api/call-internals.ts'
import { parse, storable } from '../kit/validation.ts'
import { mostHtml, sanitiseMail } from '../text/mail-html.ts'

const tooMuch = `Must open at most 1 000 tags at once and come to at most ${mostHtml} characters. Leave it out for a longer one: then the Markdown is shown.`

/** Parses and sanitises HTML. Returns `undefined` when no text is left. */
export const mailHtml = storable(z.string().max(mostHtml, tooMuch)).transform((html, context) => {
  const safe = sanitiseMail(html)
  if (safe === null) context.addIssue(tooMuch)
  return safe || undefined
})

export const receivedTicket = z.strictObject({ descriptionHtml: mailHtml.optional() })

/**
 * Parses what was received, sanitised. Throws a `TypeError` when the call is not trusted, and
 * `invalid_input` (400) as for an input.
 */
export function parseReceived<Output>(
  call: Call,
  schema: ZodType<Output>,
  received: unknown,
): Output {
  if (isTrusted(call)) return parse(schema, received)
  throw new TypeError(
    'Only a trusted call may pass a second argument: use call.asSystem(), or call.asSystem().actAs(person, via, trust) with a trust.',
  )
}

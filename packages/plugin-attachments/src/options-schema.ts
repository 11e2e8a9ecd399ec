/** Checks the options of `attachments()` when the host calls it. */
import { checkOptions } from '@deskhand/core/plugin'
import { z } from 'zod'
import type { Scanner } from './scan/port.ts'
import type { AttachmentStore } from './stores/port.ts'

const mebibyte = 1024 * 1024

/** Detects a factory that the host passed without calling it. */
function called<Port>(method: keyof Port, example: string) {
  return z.custom<Port>((value) => typeof (value as Port | null)?.[method] === 'function', {
    error: ({ input }) =>
      typeof input === 'function' ? `Call it: ${example}.` : `Write ${example}.`,
  })
}

function positive(unit: string, max: number) {
  const advice = `It must be a number of ${unit} above 0, at most ${max}.`
  return z.number(advice).positive(advice).max(max, advice)
}

/** A timer that is set to more than 24 days goes off at once. */
const dayMs = 24 * 60 * 60_000

function wholePositive(what: string) {
  const advice = `It must be a whole number of ${what}, 1 at least.`
  return z.int(advice).min(1, advice)
}

const deletedAdvice =
  'It must be a number of days from 0 to 36500, or null to keep a file with its ticket.'

const schema = z.strictObject(
  {
    storage: called<AttachmentStore>('put', "storage: localDisk({ dir: './files' })"),
    scanner: called<Scanner>('scan', 'scanner: clamav({ port: 3310 })').optional(),
    serveUnscanned: z.boolean().default(false),
    types: z
      .array(
        z.strictObject(
          {
            type: z.string('It must be a media type, such as "image/png".'),
            extensions: z.array(
              z.string().regex(/^[^.A-Z]+$/, 'It must be in lower case and without a dot.'),
            ),
            isText: z.boolean().optional(),
          },
          'It must look like { type: "image/png", extensions: ["png"] }.',
        ),
      )
      .optional(),
    limits: z
      .strictObject({
        fileBytes: wholePositive('bytes').default(50 * mebibyte),
        ticketBytes: wholePositive('bytes').default(200 * mebibyte),
        ticketFiles: wholePositive('files').default(200),
        filesAtOnce: wholePositive('files').default(20),
        drafts: wholePositive('files').default(100),
      })
      .prefault({}),
    timeouts: z
      .strictObject({
        idleMs: positive('milliseconds', dayMs).default(30_000),
        totalMs: positive('milliseconds', dayMs).default(30 * 60_000),
      })
      .prefault({}),
    retention: z
      .strictObject({
        draftHours: positive('hours', 8_760).default(24),
        deletedDays: z
          .number(deletedAdvice)
          .min(0, deletedAdvice)
          .max(36_500, deletedAdvice)
          .nullable()
          .default(30),
      })
      .prefault({}),
    redirectLinks: z.boolean().default(false),
  },
  "Write attachments({ storage: localDisk({ dir: './files' }) }).",
)

export type CheckedOptions = z.output<typeof schema>

/** The options with their defaults. Throws `ConfigurationError` with what to change. */
export function checkAttachmentsOptions(options: unknown): CheckedOptions {
  return checkOptions('attachments()', schema, options)
}

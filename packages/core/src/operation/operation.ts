/**
 * Runs an operation: parse → load → authorise → before hooks → parse and authorise again → write, with
 * `ticket.changed` hooks → inputs → after hooks. All of it except the first parse is one transaction.
 */
import type { ZodType } from 'zod'
import type { Call } from '../api/call.ts'
import { nested, runtimeOf } from '../api/call-internals.ts'
import { parse } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import type { HookPointName, HookPoints } from '../plugin/hook-points.ts'
import { withDeadline } from './deadline.ts'

export interface Operation<Point extends HookPointName> {
  readonly point: Point
  /** A strict object. Plugins' extra fields are added to it. */
  readonly input: ZodType<HookPoints[Point]['input']>
  /** Loads and locks what the operation is about; throws `not_found` for what is not visible. */
  load(call: Call, input: HookPoints[Point]['input']): Promise<HookPoints[Point]['subject']>
  authorise(
    call: Call,
    input: HookPoints[Point]['input'],
    subject: HookPoints[Point]['subject'],
  ): Promise<void>
  write(
    call: Call,
    input: HookPoints[Point]['input'],
    subject: HookPoints[Point]['subject'],
  ): Promise<HookPoints[Point]['result']>
}

/** Turns an operation into a function. It parses its input, so it accepts any value. */
export function defineOperation<Point extends HookPointName>(
  operation: Operation<Point>,
): (call: Call, input: unknown) => Promise<HookPoints[Point]['result']> {
  return async (call, rawInput) => {
    const schema = runtimeOf(call).registry.withInputs(operation.point, operation.input)
    const input = parse(schema, rawInput)
    return call.transaction((inner) => nested(inner, () => run(inner, operation, schema, input)))
  }
}

async function run<Point extends HookPointName>(
  call: Call,
  operation: Operation<Point>,
  schema: ZodType<HookPoints[Point]['input']>,
  parsed: HookPoints[Point]['input'],
): Promise<HookPoints[Point]['result']> {
  const { registry, storage } = runtimeOf(call)
  const { point } = operation
  const hooks = registry.hooks(point)

  let input = parsed
  const subject = await operation.load(call, input)
  await authoriseAll(call, operation, input, subject)

  for (const hook of hooks) {
    const changed = await withDeadline(storage, `before ${point}`, () =>
      hook.before?.(call, { input, subject } as never),
    )
    if (changed === undefined) continue
    input = withSameTarget(point, input, parse(schema, changed))
    await authoriseAll(call, operation, input, subject)
  }

  const result = await operation.write(call, input, subject)

  const extra = input as Readonly<Record<string, unknown>>
  for (const [name, field] of registry.inputs(point)) {
    if (extra[name] === undefined) continue
    await withDeadline(storage, `input ${name}`, () =>
      field.apply(call, extra[name] as never, { result }),
    )
  }
  for (const hook of hooks) {
    await withDeadline(storage, `after ${point}`, () =>
      hook.after?.(call, { input, subject, result } as never),
    )
  }
  return result
}

/** Returns the changed input. Throws a `TypeError` when it names another ticket or reply than the loaded one. */
function withSameTarget<Input>(point: string, given: Input, changed: Input): Input {
  for (const name of ['ticketId', 'replyId'] as const) {
    const [before, after] = [given, changed].map(
      (input) => (input as Readonly<Record<string, unknown>>)[name],
    )
    if (before === after) continue
    throw new TypeError(
      `A "before" hook at "${point}" changed "${name}" of the input. The operation has loaded and locked the other one already: return an input with the same ${name}, or call an operation on the other one in an "after" hook.`,
    )
  }
  return changed
}

async function authoriseAll<Point extends HookPointName>(
  call: Call,
  operation: Operation<Point>,
  input: HookPoints[Point]['input'],
  subject: HookPoints[Point]['subject'],
): Promise<void> {
  await operation.authorise(call, input, subject)
  const extra = input as Readonly<Record<string, unknown>>
  for (const [name, field] of runtimeOf(call).registry.inputs(operation.point)) {
    if (extra[name] !== undefined && field.permission) {
      await requirePermission(call, field.permission, subject)
    }
  }
}

/** Paths that are written oddly, or lead out of the place they seem to be in. */
import type { Draft, Source } from './draft.ts'
import { oddText } from './texts.ts'

export function spoilPath(draft: Draft, { random }: Source): void {
  const steps = draft.path.split('/')
  const at = random.between(0, steps.length - 1)
  const step = steps[at] ?? ''
  const replaceStep = (text: string) => steps.with(at, text).join('/')
  const odd = () => encodeURIComponent(oddText(random).toWellFormed().slice(0, 3_000))
  draft.path = random.pick<() => string>([
    () => replaceStep(odd()),
    () => replaceStep(odd()),
    () =>
      replaceStep(random.pick(['%', '%2', '%zz', '%ff', '%c0%ae', '%00', '%2e%2e', '..;', '%25'])),
    () => replaceStep(`${step}%00`),
    () => replaceStep(`${step}%2F..%2F${step}`),
    () => replaceStep(`${step}%20`),
    () => replaceStep(step.toUpperCase()),
    () => replaceStep([...step].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')),
    () => replaceStep(`${step};jsessionid=1`),
    () => replaceStep(`{${step}}`),
    () => replaceStep(`:${step}*`),
    () => draft.path.replaceAll('/', '//'),
    () => draft.path.replaceAll('/', '%2F'),
    () => draft.path.replaceAll('/', '\\'),
    () => `${draft.path}/`,
    () => `${draft.path}/../..${draft.path}`,
    () => `/./..${draft.path}`,
    () => `${draft.path}/${odd()}`,
    () => `/helpdesk${draft.path}`,
    () => `${draft.path}#x?y`,
    () => '/'.repeat(5_000),
    () => `/${'a/'.repeat(5_000)}`,
  ])()
  if (random.chance(0.15)) {
    draft.rawQuery = random.pick(['%', '&&&&', '=', '?', '%ff=%ff', '&limit', '+=+', '&%00=1', '#'])
  }
}

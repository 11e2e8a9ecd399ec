/**
 * Fills an empty tenant with tickets. Everything goes through the API that any host has, in the
 * names of the people who act and with the clock set to when they did.
 */
import { type CoreApi, HelpdeskError, type HelpdeskPlugin, type Storage } from '@deskhand/core'
import { createDemoHelpdesk, type DemoApi } from '../helpdesk.ts'
import { type DemoPerson, personNamed } from '../people/people.ts'
import { beginnings } from './beginnings.ts'
import { categories } from './categories.ts'
import { upload } from './files/files.ts'
import { seededIds } from './ids.ts'
import { tellStory } from './opening.ts'
import type { CategoryName } from './problem.ts'
import { createRandom } from './random.ts'
import type { Story } from './story.ts'
import { createTags, tag } from './tags.ts'

export interface SeedOptions {
  readonly database: Storage
  readonly secret: string
  readonly tenantId: string
  /** How many tickets customers open; a few more follow from them. */
  readonly count: number
  /** The moment that the tickets lead up to. */
  readonly now: Date
  /** Default: none. */
  readonly plugins?: readonly HelpdeskPlugin[]
}

/** Whether there was anything to do: a tenant that has categories has been seeded before. */
export async function seed({
  database,
  secret,
  tenantId,
  count,
  now,
  ...options
}: SeedOptions): Promise<boolean> {
  let time = now.getTime()
  const clock = { now: () => new Date(time) }
  const newId = seededIds(createRandom(`ids of ${tenantId}`), clock.now)
  const helpdesk = createDemoHelpdesk({ database, secret, clock, newId, ...options })
  // Ids of its own: two demos that start at once may both upload, and only one of them goes on.
  const uploading = createDemoHelpdesk({ database, secret, clock, ...options })
  const acting = (person: DemoPerson, tx?: unknown): DemoApi =>
    helpdesk.as({ ...person, tenantId }, { tx })

  const sue = personNamed('sue')
  if ((await acting(sue).categories.list({ archived: true })).data.length > 0) return false

  const random = createRandom(tenantId)
  const stories = beginnings(count, time, random).map((beginning) => tellStory(beginning, random))
  const moments = inOrderOfTime(stories).filter(({ at }) => at <= now.getTime())

  const drafts = new Map<Story, string[]>()
  for (const [number, story] of stories.entries()) {
    if (story.at > now.getTime()) continue
    // A moment before the ticket, and before the transaction, which must not wait for files.
    time = story.at - 1_000
    drafts.set(story, await upload(uploading.as({ ...story.opener, tenantId }), story, number))
  }

  return onlyOnce(() =>
    // All or nothing: a demo that is stopped in the middle starts with an empty database again.
    helpdesk.transaction(async (tx) => {
      time = Math.min(...stories.map(({ at }) => at))
      const categoryIds = await createCategories(acting(sue, tx))
      await createTags(acting(sue, tx))
      const ticketIds = new Map<Story, string>()
      for (const { at, story, step } of moments) {
        time = at
        if (step) {
          await step.act(acting(step.actor, tx), idOf(ticketIds, story))
        } else {
          const categoryId = categoryIds[story.category]
          const desk = acting(story.opener, tx)
          const files = drafts.get(story) ?? []
          const { id } = await desk.tickets.create({
            ...story.input,
            categoryId,
            ...(files.length > 0 && { attachments: files }),
          })
          if (story.opener.role !== 'customer') await tag(desk, id, story.tags)
          ticketIds.set(story, id)
        }
      }
    }),
  )
}

/** The openings and steps of all stories as they happened. */
function inOrderOfTime(stories: readonly Story[]) {
  return stories
    .flatMap((story) => [
      { at: story.at, story, step: undefined },
      ...story.steps.map((step) => ({ at: step.at, story, step })),
    ])
    .sort((a, b) => a.at - b.at)
}

async function createCategories(desk: CoreApi): Promise<Record<CategoryName, string>> {
  const ids: Partial<Record<CategoryName, string>> = {}
  for (const name of Object.keys(categories) as CategoryName[]) {
    ids[name] = (await desk.categories.create({ name, description: categories[name] })).id
  }
  return ids as Record<CategoryName, string>
}

/** Two demos may start on one database at once; the names of categories are unique, so one wins. */
async function onlyOnce(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof HelpdeskError && error.code === 'name_taken') return false
    throw error
  }
}

function idOf(ticketIds: ReadonlyMap<Story, string>, story: Story): string {
  const id = ticketIds.get(story)
  if (id === undefined) throw new Error('A ticket was answered before it was opened.')
  return id
}

/** When the tickets of a tenant come in, and from whom. */
import { customers, type DemoPerson, personNamed } from '../people/people.ts'
import type { Beginning } from './opening.ts'
import { problems } from './problems/index.ts'
import type { Random } from './random.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** Nobody has looked at these yet: the people of the start page find something of their own. */
const newest = [
  { requester: personNamed('ada'), age: 9 * minute },
  { requester: personNamed('kofi'), age: 31 * minute },
  { requester: personNamed('ben'), age: 52 * minute },
]

/** `count` beginnings over the last 90 days, oldest first, more of them towards the end. */
export function beginnings(count: number, now: number, random: Random): Beginning[] {
  const earlier = Array.from({ length: count - newest.length }, () => ({
    requester: requester(random),
    age: 90 * day * random.next() ** 1.8 + 75 * minute,
  }))
  const problem = createDeck(random)
  return [...newest, ...earlier]
    .sort((a, b) => b.age - a.age)
    .map(({ requester, age }) => ({ requester, problem: problem(), at: now - Math.round(age) }))
}

function requester(random: Random): DemoPerson {
  const way = random.next()
  if (way < 0.12) return personNamed('ada')
  if (way < 0.2) return personNamed('ben')
  return random.pick(customers)
}

/** Deals all problems before it deals one again. */
function createDeck(random: Random) {
  let deck = [...problems]
  return () => {
    if (deck.length === 0) deck = [...problems]
    const [problem] = deck.splice(random.integer(0, deck.length - 1), 1)
    if (!problem) throw new Error('There are no problems to write about.')
    return problem
  }
}

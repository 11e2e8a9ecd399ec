import { z } from 'zod'
import { route } from '../http/route.ts'
import { personEraseInput } from './erase.ts'
import { personOutput } from './outputs.ts'
import { peopleSearchInput } from './service.ts'

const tag = 'People'

export const peopleRoutes = [
  route({
    method: 'GET',
    path: '/people',
    operationId: 'people.search',
    summary: 'Look people up by what was typed of a name or email address',
    tag,
    permission: 'person.search',
    input: peopleSearchInput,
    status: 200,
    response: z.object({ data: z.array(personOutput) }),
    handler: (call, { input }) => call.core.people.search(input),
  }),
  route({
    method: 'POST',
    path: '/people/erase',
    operationId: 'people.erase',
    summary: 'Forget a person: anonymous everywhere, and what they wrote is blanked',
    tag,
    permission: 'person.erase',
    input: personEraseInput,
    // A kept answer would be one more place that knows who was erased.
    idempotent: false,
    status: 200,
    response: z.object({ replacementId: z.string() }),
    handler: (call, { input }) => call.core.people.erase(input),
  }),
]

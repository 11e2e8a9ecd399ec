import { z } from 'zod'
import { route } from '../http/route.ts'
import { personEraseInput } from './erase.ts'
import { personLinkInput } from './link.ts'
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
    path: '/people/link',
    operationId: 'people.link',
    summary: 'Link a guest to a person of the app, who gets the guest’s tickets',
    tag,
    permission: 'person.link',
    input: personLinkInput,
    // A stored answer would show a person who is erased later. A repetition changes nothing anyway.
    idempotent: false,
    status: 200,
    response: personOutput,
    handler: (call, { input }) => call.core.people.link(input),
  }),
  route({
    method: 'POST',
    path: '/people/erase',
    operationId: 'people.erase',
    summary: 'Forget a person: anonymous everywhere, and what they wrote is blanked',
    tag,
    permission: 'person.erase',
    input: personEraseInput,
    // A stored answer would be one more place that knows who was erased.
    idempotent: false,
    status: 200,
    response: z.object({ replacementId: z.string() }),
    handler: (call, { input }) => call.core.people.erase(input),
  }),
]

import { bulkOutput, type Call, page, type Route, route } from '@deskhand/core/plugin'
import { z } from 'zod'
import {
  bulkTaggingInput,
  tagCreateInput,
  taggingInput,
  tagListInput,
  tagMergeInput,
  tagSuggestInput,
  tagTarget,
  tagUpdateInput,
  ticketTarget,
} from './inputs.ts'
import { countedTagOutput, tagOutput, tagsOfTicketOutput, ticketsOutput } from './outputs.ts'
import { presentTagsOf } from './ticket-field.ts'
import type { Tag, TagsApi } from './types.ts'

const tag = 'Tags'

function tagsOf(call: Call): TagsApi {
  return call.plugin('tags') as TagsApi
}

const managing = [
  route({
    method: 'GET',
    path: '/',
    operationId: 'tags.list',
    summary: 'List the tags by name',
    tag,
    permission: 'tags:read',
    input: tagListInput,
    status: 200,
    response: page(tagOutput),
    handler: (call, { input }) => tagsOf(call).list(input),
  }),
  route({
    method: 'GET',
    path: '/suggest',
    operationId: 'tags.suggest',
    summary: 'Complete the beginning of a name, most used first',
    tag,
    permission: 'tags:read',
    input: tagSuggestInput,
    status: 200,
    response: z.object({ data: z.array(countedTagOutput) }),
    handler: (call, { input }) => tagsOf(call).suggest(input),
  }),
  route({
    method: 'GET',
    path: '/statistics',
    operationId: 'tags.statistics',
    summary: 'Count the tickets of each tag, most used first',
    tag,
    permission: 'tags:read',
    input: tagListInput,
    status: 200,
    response: page(countedTagOutput),
    handler: (call, { input }) => tagsOf(call).statistics(input),
  }),
  route({
    method: 'POST',
    path: '/',
    operationId: 'tags.create',
    summary: 'Create a tag',
    tag,
    permission: 'tags:create',
    input: tagCreateInput,
    status: 201,
    response: tagOutput,
    location: ({ id }: Tag) => `/tags/${id}`,
    handler: (call, { input }) => tagsOf(call).create(input),
  }),
  route({
    method: 'GET',
    path: '/:tagId',
    operationId: 'tags.get',
    summary: 'Read a tag',
    tag,
    permission: 'tags:read',
    input: tagTarget,
    status: 200,
    response: tagOutput,
    handler: (call, { input }) => tagsOf(call).get(input),
  }),
  route({
    method: 'PATCH',
    path: '/:tagId',
    operationId: 'tags.update',
    summary: 'Rename, recolour or publish a tag',
    tag,
    permission: 'tags:manage',
    input: tagUpdateInput,
    status: 200,
    response: tagOutput,
    handler: (call, { input }): Promise<Tag> => tagsOf(call).update(input),
  }),
  route({
    method: 'DELETE',
    path: '/:tagId',
    operationId: 'tags.delete',
    summary: 'Delete a tag and take it off its tickets',
    tag,
    permission: 'tags:manage',
    input: tagTarget,
    status: 200,
    response: ticketsOutput,
    handler: (call, { input }) => tagsOf(call).delete(input),
  }),
  route({
    method: 'POST',
    path: '/:tagId/merge',
    operationId: 'tags.merge',
    summary: 'Replace a tag by another one on all its tickets',
    tag,
    permission: 'tags:manage',
    input: tagMergeInput,
    status: 200,
    response: ticketsOutput.extend({ tag: tagOutput }),
    handler: (call, { input }) => tagsOf(call).merge(input),
  }),
]

const changes = [
  ['add', 'POST', '', 'Add tags to a ticket'],
  ['set', 'PUT', '', 'Give a ticket these tags and no others'],
  ['remove', 'POST', '/remove', 'Take tags off a ticket'],
] as const

const tagging = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId',
    operationId: 'tags.of',
    summary: 'List the tags of a ticket',
    tag,
    permission: 'tags:read',
    input: ticketTarget,
    status: 200,
    response: tagsOfTicketOutput,
    handler: (call, { ticket }) => presentTagsOf(call, ticket.id),
  }),
  ...changes.map(([name, method, path, summary]) =>
    route({
      method,
      path: `/tickets/:ticketId${path}`,
      operationId: `tags.${name}`,
      summary,
      tag,
      permission: 'tags:apply',
      input: taggingInput,
      status: 200,
      response: tagsOfTicketOutput,
      handler: (call, { input }) => tagsOf(call)[name](input),
    }),
  ),
]

const bulk = (
  [
    ['bulkAdd', '/bulk-add', 'Add tags to up to 100 tickets'],
    ['bulkRemove', '/bulk-remove', 'Take tags off up to 100 tickets'],
  ] as const
).map(([name, path, summary]) =>
  route({
    method: 'POST',
    path,
    operationId: `tags.${name}`,
    summary,
    tag,
    permission: 'tags:apply',
    input: bulkTaggingInput,
    status: 200,
    response: bulkOutput,
    handler: (call, { input }) => tagsOf(call)[name](input),
  }),
)

export const tagRoutes: readonly Route[] = [...managing, ...bulk, ...tagging]

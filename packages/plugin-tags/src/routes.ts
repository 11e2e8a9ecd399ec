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
} from './inputs.ts'
import { countedTagOutput, tagOutput, tagsOfTicketOutput, ticketsOutput } from './outputs.ts'
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
    query: tagListInput,
    status: 200,
    response: page(tagOutput),
    handler: (call, { query }) => tagsOf(call).list(query),
  }),
  route({
    method: 'GET',
    path: '/suggest',
    operationId: 'tags.suggest',
    summary: 'Complete the beginning of a name, most used first',
    tag,
    permission: 'tags:read',
    query: tagSuggestInput,
    status: 200,
    response: z.object({ data: z.array(countedTagOutput) }),
    handler: (call, { query }) => tagsOf(call).suggest(query),
  }),
  route({
    method: 'GET',
    path: '/statistics',
    operationId: 'tags.statistics',
    summary: 'Count the tickets of each tag, most used first',
    tag,
    permission: 'tags:read',
    query: tagListInput,
    status: 200,
    response: page(countedTagOutput),
    handler: (call, { query }) => tagsOf(call).statistics(query),
  }),
  route({
    method: 'POST',
    path: '/',
    operationId: 'tags.create',
    summary: 'Create a tag',
    tag,
    permission: 'tags:create',
    body: tagCreateInput,
    status: 201,
    response: tagOutput,
    location: ({ id }: Tag) => `/tags/${id}`,
    handler: (call, { body }) => tagsOf(call).create(body),
  }),
  route({
    method: 'GET',
    path: '/:tagId',
    operationId: 'tags.get',
    summary: 'Read a tag',
    tag,
    permission: 'tags:read',
    params: tagTarget,
    status: 200,
    response: tagOutput,
    handler: (call, { params }) => tagsOf(call).get(params),
  }),
  route({
    method: 'PATCH',
    path: '/:tagId',
    operationId: 'tags.update',
    summary: 'Rename, recolour or publish a tag',
    tag,
    permission: 'tags:manage',
    params: tagTarget,
    body: tagUpdateInput.omit({ tagId: true }),
    status: 200,
    response: tagOutput,
    handler: (call, { params, body }): Promise<Tag> => tagsOf(call).update({ ...body, ...params }),
  }),
  route({
    method: 'DELETE',
    path: '/:tagId',
    operationId: 'tags.delete',
    summary: 'Delete a tag and take it off its tickets',
    tag,
    permission: 'tags:manage',
    params: tagTarget,
    status: 200,
    response: ticketsOutput,
    handler: (call, { params }) => tagsOf(call).delete(params),
  }),
  route({
    method: 'POST',
    path: '/:tagId/merge',
    operationId: 'tags.merge',
    summary: 'Replace a tag by another one on all its tickets',
    tag,
    permission: 'tags:manage',
    params: tagTarget,
    body: tagMergeInput.omit({ tagId: true }),
    status: 200,
    response: ticketsOutput.extend({ tag: tagOutput }),
    handler: (call, { params, body }) => tagsOf(call).merge({ ...body, ...params }),
  }),
]

const changes = [
  ['add', 'POST', '', 'Add tags to a ticket'],
  ['set', 'PUT', '', 'Give a ticket these tags and no others'],
  ['remove', 'POST', '/remove', 'Take tags off a ticket'],
] as const

const params = z.strictObject({ ticketId: taggingInput.shape.ticketId })

const tagging = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId',
    operationId: 'tags.of',
    summary: 'List the tags of a ticket',
    tag,
    permission: 'tags:read',
    params,
    status: 200,
    response: tagsOfTicketOutput,
    handler: (call, { params: target }) => tagsOf(call).of(target),
  }),
  ...changes.map(([name, method, path, summary]) =>
    route({
      method,
      path: `/tickets/:ticketId${path}`,
      operationId: `tags.${name}`,
      summary,
      tag,
      permission: 'tags:apply',
      params,
      body: taggingInput.omit({ ticketId: true }),
      status: 200,
      response: tagsOfTicketOutput,
      handler: (call, { params: target, body }) => tagsOf(call)[name]({ ...body, ...target }),
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
    body: bulkTaggingInput,
    status: 200,
    response: bulkOutput,
    handler: (call, { body }) => tagsOf(call)[name](body),
  }),
)

export const tagRoutes: readonly Route[] = [...managing, ...bulk, ...tagging]

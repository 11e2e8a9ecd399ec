import { z } from 'zod'
import { route } from '../http/route.ts'
import { id } from '../kit/validation.ts'
import { categoryOutput } from './outputs.ts'
import { categoryCreateInput, categoryListInput, categoryUpdateInput } from './service.ts'
import type { Category } from './types.ts'

const tag = 'Categories'

export const categoryRoutes = [
  route({
    method: 'GET',
    path: '/categories',
    operationId: 'categories.list',
    summary: 'List the categories; with the archived ones for those who manage them',
    tag,
    permission: 'category.read',
    query: categoryListInput,
    status: 200,
    response: z.object({ data: z.array(categoryOutput) }),
    handler: (call, { query }) => call.core.categories.list(query),
  }),
  route({
    method: 'POST',
    path: '/categories',
    operationId: 'categories.create',
    summary: 'Add a category',
    tag,
    permission: 'category.manage',
    body: categoryCreateInput,
    status: 201,
    response: categoryOutput,
    handler: (call, { body }) => call.core.categories.create(body),
  }),
  route({
    method: 'PATCH',
    path: '/categories/:categoryId',
    operationId: 'categories.update',
    summary: 'Rename, describe, archive or revive a category',
    tag,
    permission: 'category.manage',
    params: z.strictObject({ categoryId: id() }),
    body: categoryUpdateInput.omit({ categoryId: true }),
    status: 200,
    response: categoryOutput,
    handler: (call, { params, body }): Promise<Category> =>
      call.core.categories.update({ ...body, ...params }),
  }),
]

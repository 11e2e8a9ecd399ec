import { z } from 'zod'
import { route } from '../http/route.ts'
import { categoryOutput } from './outputs.ts'
import { categoryCreateInput, categoryListInput, categoryUpdateInput } from './service.ts'

const tag = 'Categories'

export const categoryRoutes = [
  route({
    method: 'GET',
    path: '/categories',
    operationId: 'categories.list',
    summary: 'List the categories; with the archived ones for those who manage them',
    tag,
    permission: 'category.read',
    input: categoryListInput,
    status: 200,
    response: z.object({ data: z.array(categoryOutput) }),
    handler: (call, { input }) => call.core.categories.list(input),
  }),
  route({
    method: 'POST',
    path: '/categories',
    operationId: 'categories.create',
    summary: 'Add a category',
    tag,
    permission: 'category.manage',
    input: categoryCreateInput,
    status: 201,
    response: categoryOutput,
    handler: (call, { input }) => call.core.categories.create(input),
  }),
  route({
    method: 'PATCH',
    path: '/categories/:categoryId',
    operationId: 'categories.update',
    summary: 'Rename, describe, archive or revive a category',
    tag,
    permission: 'category.manage',
    input: categoryUpdateInput,
    status: 200,
    response: categoryOutput,
    handler: (call, { input }) => call.core.categories.update(input),
  }),
]

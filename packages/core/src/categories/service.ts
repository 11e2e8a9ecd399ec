/** The managed list of categories. */
import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { UniqueViolation } from '../db/errors.ts'
import { readRows, shapeOf } from '../db/read.ts'
import { conflict, invalidField, notFound } from '../kit/errors.ts'
import { id, line, parse, prose } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { type CategoryRow, categories } from './schema.ts'
import type { Category } from './types.ts'

const maxCategories = 500
const shape = shapeOf(categories)

export const categoryListInput = z.strictObject({ archived: z.boolean().default(false) })

export const categoryCreateInput = z.strictObject({
  name: line(80),
  description: prose(500).nullable().optional(),
})

export const categoryUpdateInput = z.strictObject({
  categoryId: id(),
  name: line(80).optional(),
  description: prose(500).nullable().optional(),
  archived: z.boolean().optional(),
})

export async function listCategories(call: Call, rawInput: unknown): Promise<Category[]> {
  const { archived } = parse(categoryListInput, rawInput)
  await requirePermission(call, archived ? 'category.manage' : 'category.read')
  const rows = await call.db
    .select()
    .from(categories)
    .where(
      and(
        eq(categories.tenantId, call.tenantId),
        archived ? undefined : isNull(categories.archivedAt),
      ),
    )
    .orderBy(asc(categories.nameKey))
    .limit(maxCategories)
  return rows.map(present)
}

export async function createCategory(call: Call, rawInput: unknown): Promise<Category> {
  const input = parse(categoryCreateInput, rawInput)
  await requirePermission(call, 'category.manage')
  return call.transaction(async (inner) => {
    await requireRoom(inner)
    const [row] = await inner.db
      .insert(categories)
      .values({
        tenantId: inner.tenantId,
        id: inner.newId(),
        name: input.name,
        nameKey: nameKey(input.name),
        description: input.description ?? null,
        createdAt: inner.now(),
      })
      .onConflictDoNothing()
      .returning()
    if (!row) throw nameTaken(input.name)
    inner.emit({ type: 'category.created', data: { categoryId: row.id } })
    return present(row)
  })
}

export async function updateCategory(call: Call, rawInput: unknown): Promise<Category> {
  const { categoryId, name, description, archived } = parse(categoryUpdateInput, rawInput)
  await requirePermission(call, 'category.manage')
  return call.transaction(async (inner) => {
    const row = await write(inner, categoryId, {
      ...(name !== undefined && { name, nameKey: nameKey(name) }),
      ...(description !== undefined && { description }),
      ...(archived !== undefined && { archivedAt: archived ? inner.now() : null }),
      // An update needs a column, also when nothing was given.
      tenantId: inner.tenantId,
    })
    if (!row) throw notFound('category')
    inner.emit({ type: 'category.updated', data: { categoryId } })
    return present(row)
  })
}

/** Refuses a category that is not there or archived. */
export async function requireCategory(call: Call, categoryId: string): Promise<void> {
  const [row] = await call.db.select().from(categories).where(byId(call, categoryId)).limit(1)
  if (row && !row.archivedAt) return
  throw invalidField('/categoryId', 'There is no such category, or it is archived.')
}

/** The categories that a page of tickets needs, in one query. */
export async function categoriesById(
  call: Call,
  ids: readonly (string | null)[],
): Promise<Map<string, CategoryRow>> {
  const wanted = [...new Set(ids)].filter((categoryId) => categoryId !== null)
  if (wanted.length === 0) return new Map()
  const condition = and(eq(categories.tenantId, call.tenantId), inArray(categories.id, wanted))
  const rows = await readRows(
    call.db,
    shape,
    sql`select ${shape.columns} from ${categories} where ${condition}`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function write(
  call: Call,
  categoryId: string,
  changes: Partial<CategoryRow>,
): Promise<CategoryRow | undefined> {
  try {
    const [row] = await call.savepoint(() =>
      call.db.update(categories).set(changes).where(byId(call, categoryId)).returning(),
    )
    return row
  } catch (error) {
    if (error instanceof UniqueViolation && changes.name) throw nameTaken(changes.name)
    throw error
  }
}

async function requireRoom(call: Call): Promise<void> {
  const [row] = await call.db
    .select({ total: count() })
    .from(categories)
    .where(eq(categories.tenantId, call.tenantId))
  if ((row?.total ?? 0) < maxCategories) return
  throw conflict('too_many_categories', `A helpdesk has at most ${maxCategories} categories.`)
}

function nameTaken(name: string) {
  return conflict('name_taken', `There is a category named ${JSON.stringify(name)} already.`)
}

/** Names are unique without regard to case and surrounding space. */
function nameKey(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase()
}

function byId(call: Call, categoryId: string) {
  return and(eq(categories.tenantId, call.tenantId), eq(categories.id, categoryId))
}

function present(row: CategoryRow): Category {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }
}

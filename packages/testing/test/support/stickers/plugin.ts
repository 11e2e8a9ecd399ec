import { and, eq, inArray, rows, sql, tickets } from '@deskhand/core/db'
import {
  type Call,
  type Field,
  field,
  filter,
  type HelpdeskPlugin,
  input,
  line,
  type MergeHandler,
  type SearchText,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import { boards, feedsMigration, stickerFeeds, stickerLog } from './feeds.ts'
import type { Flaw } from './flaws.ts'
import { eraseHandler, mergeHandler, redactHandler } from './handlers.ts'
import { hearts, heartsMigration } from './hearts.ts'
import { stickerRoutes } from './routes.ts'
import { init, replyStickers, stickerCounts, stickers, unbound } from './schema.ts'
import { addInput, type StickersApi, stickersApi } from './service.ts'
import { stickerServices } from './services.ts'

export interface StickersPlugin
  extends HelpdeskPlugin<
    'stickers',
    StickersApi,
    {
      readonly ticketFields: { readonly stickers: readonly string[] }
      readonly ticketFilters: { readonly sticker?: string }
      readonly inputs: { readonly 'ticket.create': { readonly sticker?: string } }
    }
  > {}

const staff = ['agent', 'supervisor', 'admin'] as const

export function stickersPlugin(flaw: Flaw = 'none'): StickersPlugin {
  return {
    id: 'stickers',
    version: '1.0.0',
    core: flaw === 'any core' ? '>=0.0.0' : '^0.0.0',
    tables: { stickers, replyStickers, stickerCounts, hearts, boards, stickerLog },
    derived: flaw === 'undeclared derived table' ? [] : ['stickerCounts', 'boards'],
    migrations: [migrationWith(flaw), heartsMigration, feedsMigration],
    permissions: {
      'stickers:read': { roles: staff, description: 'Read stickers' },
      'stickers:write': { roles: staff, description: 'Put stickers on and off' },
      'stickers:heart': { roles: ['customer', ...staff], description: 'Give and take hearts' },
    },
    setup: () => ({
      api: (call) => stickersApi(call, flaw),
      routes: stickerRoutes(flaw),
      ticketFields: { stickers: stickersField(flaw) },
      events: {
        'sticker.added': {
          description: 'A sticker was put on a ticket.',
          publicData: flaw === 'public text in events' ? ['stickerId', 'text'] : ['stickerId'],
        },
      },
      ticketFilters: {
        sticker: filter({
          audience: flaw === 'public filter' ? 'public' : 'internal',
          schema: line(100),
          where: ({ tenantId }, text) =>
            flaw === 'filter without a tenant'
              ? sql`1 = 1`
              : sql`${tickets.id} in (select ${stickers.ticketId} from ${stickers}
                  where ${stickers.tenantId} = ${tenantId} and ${stickers.text} = ${text})`,
        }),
      },
      inputs: {
        'ticket.create': {
          sticker: input('ticket.create', {
            schema: addInput.shape.text,
            permission: 'stickers:write',
            async apply(call, text, { result }) {
              await stickersApi(call, flaw).add({ ticketId: result.id, text })
            },
          }),
        },
      },
      provides: {
        ...(flaw !== 'no merge handler' && { merge: mergeHandler(flaw) as MergeHandler }),
        ...(flaw !== 'no erase handler' && { erase: eraseHandler(flaw) }),
        ...(flaw !== 'no redact handler' && { redact: redactHandler(flaw) }),
        searchText: searchText(flaw),
      },
      feeds: stickerFeeds(flaw),
      services: stickerServices(flaw),
    }),
  }
}

function migrationWith(flaw: Flaw) {
  if (flaw === 'rows outlive the ticket') return unbound
  if (flaw === 'table that nobody owns') {
    const more = 'create table deskhand_sticker_sheets (text text);'
    return { id: init.id, postgres: init.postgres + more, sqlite: init.sqlite + more }
  }
  if (flaw !== 'another index in the migration') return init
  const renamed = (text: string) => text.replace('index deskhand_stickers_ticket', 'index other')
  return { id: init.id, postgres: renamed(init.postgres), sqlite: renamed(init.sqlite) }
}

async function rowsOf({ db, tenantId }: Call, ticketIds: readonly string[]) {
  return db
    .select()
    .from(stickers)
    .where(and(eq(stickers.tenantId, tenantId), inArray(stickers.ticketId, [...ticketIds])))
}

function stickersField(flaw: Flaw): Field {
  const isPublic = flaw === 'public field' || flaw === 'event data in a public field'
  return field({
    schema: z.array(z.string()),
    audience: isPublic ? 'public' : 'internal',
    empty: [],
    load: flaw === 'event data in a public field' ? eventDataOf : textsOf,
  })
}

/** Reads the event log without the projection for customers. */
async function eventDataOf({ db, tenantId }: Call, ids: readonly string[]) {
  const found = await rows<{ ticketId: string; data: string }>(
    db,
    sql`select ticket_id as "ticketId", cast(data as text) as data from deskhand_events
        where tenant_id = ${tenantId} and type like 'sticker.%' and audience = 'public'`,
  )
  return new Map(
    ids.map((id) => [id, found.filter(({ ticketId }) => ticketId === id).map(({ data }) => data)]),
  )
}

async function textsOf(call: Call, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await rowsOf(call, ids)
  return new Map(
    ids.map((id) => [id, rows.filter((row) => row.ticketId === id).map((row) => row.text)]),
  )
}

function searchText(flaw: Flaw): SearchText {
  const remembered = new Map<string, string>()
  return {
    changedBy: ['sticker.added', 'ticket.redacted', 'ticket.purged'],
    async tickets(call, ids) {
      const texts = await textsOf(call, ids)
      return new Map(
        [...texts].map(([id, all]) => {
          const text = remembered.get(id) ?? all.join('\n')
          if (flaw === 'remembers search text') remembered.set(id, text)
          const isPublic = flaw === 'public search text'
          return [id, isPublic ? { public: text, internal: '' } : { public: '', internal: text }]
        }),
      )
    },
  }
}

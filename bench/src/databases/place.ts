/** Where a database is, as one process tells another. */
import type { Storage } from '@deskhand/core'
import { postgres } from '@deskhand/core/postgres'
import { sqlite } from '@deskhand/core/sqlite'

export type Place =
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string }

export type EngineName = Place['engine']

export function openStorage(place: Place): Storage {
  return place.engine === 'sqlite' ? sqlite({ file: place.file }) : postgres({ url: place.url })
}

/** What somebody has typed and not sent, kept across reloads: by tenant, person and what it is for. */

export interface Drafts {
  get(key: string): string | undefined
  /** Keeps a text; an empty one is forgotten. */
  set(key: string, text: string): void
  remove(key: string): void
}

/** The drafts of a person who has not signed out yet. */
export interface OwnDrafts extends Drafts {
  /** For signing out: what is still being written is not kept any more. */
  end(): void
}

/** Where `localStorage` can't be had, drafts live as long as the page. */
export interface DraftStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const prefix = 'deskhand:draft:'

export interface DraftOwner {
  readonly tenantId: string
  readonly id: string
}

export function createDrafts(owner: DraftOwner, storage: DraftStorage = pageStorage()): OwnDrafts {
  let hasEnded = false
  const nameOf = (key: string) => `${ownerPrefix(owner)}${encodeURIComponent(key)}`
  return {
    get: (key) => storage.getItem(nameOf(key)) ?? undefined,
    set(key, text) {
      if (text === '' || hasEnded) return storage.removeItem(nameOf(key))
      try {
        storage.setItem(nameOf(key), text)
      } catch {
        // Storage is full: the text stays where it is typed.
      }
    },
    remove: (key) => storage.removeItem(nameOf(key)),
    end() {
      hasEnded = true
    },
  }
}

/** For signing out: nothing of anybody stays behind on a shared computer. */
export function clearDrafts(storage: DraftStorage = pageStorage()): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
  for (const key of keys) if (key?.startsWith(prefix)) storage.removeItem(key)
}

function ownerPrefix({ tenantId, id }: DraftOwner): string {
  return `${prefix}${encodeURIComponent(tenantId)}:${encodeURIComponent(id)}:`
}

let memory: DraftStorage | undefined

function pageStorage(): DraftStorage {
  try {
    return globalThis.localStorage ?? memoryStorage()
  } catch {
    // The browser keeps nothing for this page.
    return memoryStorage()
  }
}

function memoryStorage(): DraftStorage {
  memory ??= createMemoryStorage()
  return memory
}

function createMemoryStorage(): DraftStorage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

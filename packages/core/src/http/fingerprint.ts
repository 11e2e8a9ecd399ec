import { createHash } from 'node:crypto'

/**
 * SHA-256 of a request's query and JSON body, the same for any order of keys and spacing. The role
 * is part of it: whoever was an agent is not shown again what only agents see.
 */
export function fingerprintOf(role: string, query: unknown, body: unknown): string {
  return createHash('sha256')
    .update(canonicalJson([role, query, body]))
    .digest('base64url')
}

function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

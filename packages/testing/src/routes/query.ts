/** Writes a typed query as the API reads it: `status[]=open`, `created[from]=…`. */
export function queryString(query: object | undefined): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) append(search, name, value)
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

function append(search: URLSearchParams, name: string, value: unknown): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) append(search, `${name}[]`, item)
  } else if (typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) append(search, `${name}[${key}]`, member)
  } else {
    search.append(name, String(value))
  }
}

/**
 * The demo's login: there are no passwords, whoever says "I am ada" is ada. A real app does here
 * what it does everywhere else, and hands Deskhand the person its own session belongs to.
 */
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'
import { type DemoPerson, findPerson } from './people.ts'

export type SignedIn = DemoPerson & { readonly tenantId: string }

const cookieName = 'deskhand_demo'
const bearer = /^Bearer demo-(\S+)$/i
/** `ada`, or `ada@acme` for the same person in another tenant. */
const nameAndTenant = /^([a-z]{1,20})(?:@([a-z0-9][a-z0-9-]{0,39}))?$/

export const defaultTenant = 'default'

/** The person of a request: from its `Authorization` header, else from the cookie of the demo. */
export function personOf({ headers }: Request): SignedIn | null {
  const header = headers.get('authorization')
  if (header !== null) return personFor(bearer.exec(header)?.[1])
  return personFor(parse(headers.get('cookie') ?? '', cookieName)[cookieName])
}

/** What `ada` or `ada@acme` stands for. */
export function personFor(login: string | undefined): SignedIn | null {
  const [, id, tenantId = defaultTenant] = nameAndTenant.exec(login ?? '') ?? []
  const person = id === undefined ? undefined : findPerson(id)
  return person ? { ...person, tenantId } : null
}

function loginOf({ id, tenantId }: SignedIn): string {
  return tenantId === defaultTenant ? id : `${id}@${tenantId}`
}

export function signIn(c: Context, person: SignedIn): void {
  setCookie(c, cookieName, loginOf(person), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: new URL(c.req.url).protocol === 'https:',
    maxAge: 30 * 86_400,
  })
}

export function signOut(c: Context): void {
  deleteCookie(c, cookieName, { path: '/' })
}

const pages = ['/', '/portal', '/agent', '/elements', '/api', '/reference']

/** Where somebody goes on: to the page they came from, unless it is made for others. */
export function pageAfterSignIn({ role }: SignedIn, to: unknown): string {
  const page = pages.find((one) => one === to) ?? '/'
  if (role === 'customer') return page === '/agent' ? '/portal' : page
  return page === '/portal' || (page === '/' && to === '/') ? '/agent' : page
}

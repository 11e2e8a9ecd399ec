import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { queryParser } from './query.ts'
import { queryParameters } from './query-plan.ts'

const schema = z.strictObject({
  status: z.array(z.enum(['new', 'open'])).optional(),
  created: z.strictObject({ from: z.string().optional(), to: z.string().optional() }).optional(),
  tags: z.strictObject({ any: z.array(z.string()).optional() }).optional(),
  limit: z.int().max(100).default(25),
  score: z.number().nullable().optional(),
  deleted: z.boolean().optional(),
  name: z.string().max(20).optional(),
  either: z.union([z.string(), z.array(z.string())]).optional(),
})

const parse = queryParser(schema)
const parseText = (search: string) => parse(`http://app.example/tickets${search}`)

function errorsOf(search: string): unknown {
  try {
    return parseText(search)
  } catch (error) {
    return (error as { errors: unknown }).errors
  }
}

describe('a query', () => {
  it.each<[string, object]>([
    ['', { limit: 25 }],
    ['?', { limit: 25 }],
    ['?limit=5#part', { limit: 5 }],
    ['?status[]=open&status[]=new', { limit: 25, status: ['open', 'new'] }],
    ['?status%5B%5D=open', { limit: 25, status: ['open'] }],
    ['?status=open&status=new', { limit: 25, status: ['open', 'new'] }],
    ['?created[from]=a&created[to]=b', { limit: 25, created: { from: 'a', to: 'b' } }],
    ['?tags[any][]=vip&tags[any][]=eu', { limit: 25, tags: { any: ['vip', 'eu'] } }],
    ['?deleted=true', { limit: 25, deleted: true }],
    ['?deleted=false', { limit: 25, deleted: false }],
    ['?score=-1.5', { limit: 25, score: -1.5 }],
    ['?name=%C3%A9+x', { limit: 25, name: 'é x' }],
    ['?either[]=a', { limit: 25, either: ['a'] }],
  ])('%s is read', (search, expected) => {
    expect(parseText(search)).toEqual(expected)
  })

  it.each<[string, string]>([
    ['?nonsense=1', '/nonsense'],
    ['?status[]=gone', '/status/0'],
    ['?status=open,new', '/status/0'],
    ['?created=x', '/created'],
    ['?created[since]=x', '/created/since'],
    ['?limit=1&limit=2', '/limit'],
    ['?limit=1e1', '/limit'],
    ['?limit=0x10', '/limit'],
    ['?limit=101', '/limit'],
    ['?limit=', '/limit'],
    ['?limit=99999999999999999999', '/limit'],
    ['?deleted=yes', '/deleted'],
    ['?__proto__[x]=1', '/__proto__/x'],
    ['?constructor=1', '/constructor'],
    ['?a~b/c=1', '/a~0b~1c'],
  ])('%s is refused at %s', (search, path) => {
    expect(errorsOf(search)).toEqual([expect.objectContaining({ path })])
  })

  it('does not let a hostile query list errors without end', () => {
    const search = `?${'x=1&'.repeat(5_000)}`
    expect(errorsOf(search)).toHaveLength(50)
  })

  it('takes no parameters where a route has none', () => {
    const none = queryParser(undefined)
    expect(none('http://app.example/')).toBeUndefined()
    expect(() => none('http://app.example/?x=1')).toThrow(expect.objectContaining({ status: 400 }))
  })

  it('is documented by the names it is written with', () => {
    expect(queryParameters(schema).map(({ name }) => name)).toEqual([
      'status[]',
      'created[from]',
      'created[to]',
      'tags[any][]',
      'limit',
      'score',
      'deleted',
      'name',
      'either[]',
    ])
  })
})

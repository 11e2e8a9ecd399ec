import { expect, it } from 'vitest'
import { invalid, invalidField } from './errors.ts'

it('says in its message which field was refused and why', () => {
  const refused = invalidField('/names', 'This field is not known here.')
  expect(refused.message).toBe('The field "/names" was refused: This field is not known here.')
  expect(invalidField('', 'It must be an object').message).toBe(
    'The input was refused: It must be an object.',
  )
})

it('says how many more there are', () => {
  const error = { path: '/a', message: 'Too long' }
  expect(invalid([error, error, error]).message).toBe(
    'The field "/a" was refused: Too long. "errors" names 2 more.',
  )
})

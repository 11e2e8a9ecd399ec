import { describe, expect, it } from 'vitest'
import { ConfigurationError } from './kit/errors.ts'
import { checkOrigins } from './options.ts'

describe('an origin', () => {
  it.each([
    'https://app.example',
    'http://localhost:3000',
    'http://[::1]:3000',
    'capacitor://localhost',
    'ionic://localhost:8080',
    'chrome-extension://abcdefghijklmnop',
  ])('may be %s', (origin) => {
    expect(checkOrigins([origin])).toEqual([origin])
  })

  it.each([
    '',
    '*',
    'null',
    'app.example',
    'https://app.example/',
    'https://app.example/path',
    'https://App.example',
    'https://app.example:443',
    'https://user@app.example',
    'capacitor://',
    'capacitor://localhost/',
    'capacitor://localhost?a',
    'Capacitor://localhost',
    'capacitor:localhost',
    'capacitor://*',
    'javascript:alert(1)',
    'https://app.example, https://other.example',
  ])('may not be %j', (origin) => {
    expect(() => checkOrigins([origin])).toThrow(ConfigurationError)
  })
})

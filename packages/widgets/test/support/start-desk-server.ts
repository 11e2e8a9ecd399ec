/** Starts the server that browser tests get their helpdesks from. Runs only if a browser test is selected. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'
import { unpackChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    deskServerUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await unpackChromium()
  const main = join(import.meta.dirname, 'desk-server/main.ts')
  // It ends by itself when its standard input does, should this process be killed.
  const child = spawn(process.execPath, ['--conditions=deskhand-source', main], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    void ended.then(() => reject(new Error('The server for browser tests did not start.')))
  })
  project.provide('deskServerUrl', url)
  return async () => {
    child.stdin.end()
    await ended
  }
}

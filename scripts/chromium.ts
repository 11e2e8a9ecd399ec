/** Just enough of the DevTools protocol to take pictures of pages. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Shot {
  readonly url: string
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  readonly cookie?: { readonly name: string; readonly value: string }
}

export interface Chromium {
  /** A PNG of the page as it is first seen, twice as fine as its size says. */
  picture(shot: Shot): Promise<Buffer>
  close(): Promise<void>
}

/** A browser with an empty profile that asks nobody for anything. */
const quiet = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  '--remote-debugging-port=0',
]

export async function launchChromium(path: string): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'deskhand-chromium-'))
  const browser = spawn(path, [...quiet, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve) => browser.once('close', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    browser.once('error', reject)
    browser.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /DevTools listening on (ws:\S+)/.exec(output)
      if (found?.[1]) resolve(found[1])
    })
  })

  const { send, once } = await connect(address)
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const page = (method: string, params = {}) => send(method, params, sessionId)
  await page('Page.enable')

  return {
    async picture({ url, width, height, scheme, cookie }) {
      const features = [{ name: 'prefers-color-scheme', value: scheme }]
      const size = { width, height, deviceScaleFactor: 2, mobile: false }
      await page('Emulation.setDeviceMetricsOverride', size)
      await page('Emulation.setEmulatedMedia', { features })
      await page('Network.clearBrowserCookies')
      if (cookie) await page('Network.setCookie', { ...cookie, url })
      const loaded = once('Page.loadEventFired')
      await page('Page.navigate', { url })
      await loaded
      const { data } = await page('Page.captureScreenshot', { format: 'png' })
      return Buffer.from(data ?? '', 'base64')
    },
    async close() {
      await send('Browser.close')
      await ended
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

type Answer = Readonly<Record<string, string>>

interface Message {
  readonly id?: number
  readonly method?: string
  readonly result?: Answer
  readonly error?: { readonly message: string }
}

async function connect(address: string) {
  const socket = new WebSocket(address)
  const calls = new Map<number, (message: Message) => void>()
  const listeners = new Map<string, () => void>()
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id !== undefined) calls.get(message.id)?.(message)
    else if (message.method !== undefined) listeners.get(message.method)?.()
  })

  let lastId = 0
  return {
    send(method: string, params = {}, sessionId?: string): Promise<Answer> {
      const id = ++lastId
      socket.send(JSON.stringify({ id, method, params, sessionId }))
      return new Promise((resolve, reject) => {
        calls.set(id, ({ error, result = {} }) => {
          calls.delete(id)
          if (error) reject(new Error(`${method}: ${error.message}`))
          else resolve(result)
        })
      })
    },
    once: (event: string) => new Promise<void>((resolve) => listeners.set(event, resolve)),
  }
}

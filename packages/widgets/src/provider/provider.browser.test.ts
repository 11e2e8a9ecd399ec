import { beforeEach, describe, expect, it } from 'vitest'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { html, mount } from '../../test/support/mount.ts'
import '../define/deskhand-status.ts'

const desk = await openDesk({ tickets: 1 })
const content = html`<deskhand-status status="pending"></deskhand-status>`

beforeEach(() => desk.fail({}))

describe('deskhand-provider', () => {
  it('gives what is inside a session, also what comes later', async () => {
    const { provider } = await mount(html`<div id="place"></div>`, { client: desk.client('grace') })
    const late = document.createElement('deskhand-status')
    provider.querySelector('#place')?.append(late)
    await late.updateComplete
    expect(late.session).toBe(provider.session)
    expect(late.session?.person).toMatchObject({ id: 'grace', role: 'agent' })
    late.remove()
  })

  it('renews a token once and goes on, without anybody noticing', async () => {
    const client = desk.client('grace')
    const { provider } = await mount(content, { client })
    await desk.expireSessions()
    await Promise.all([client.tickets.list(), client.categories.list()])
    expect(provider.session?.status).toBe('ready')
  })

  it('asks once for somebody to sign in, then goes on', async () => {
    let token = await desk.token('grace')
    const client = desk.clientWith({ mode: 'bearer', getToken: () => token })
    const { provider } = await mount(content, { client })
    const asked: Event[] = []
    document.addEventListener('deskhand-auth-required', (event) => asked.push(event), {
      once: false,
    })
    await desk.expireSessions()
    await Promise.allSettled([client.tickets.list(), client.categories.list()])
    expect(asked).toHaveLength(1)
    expect(provider.session?.status).toBe('signed-out')
    token = await desk.token('hal')
    await provider.refresh()
    expect(provider.session?.person?.id).toBe('hal')
  })

  it('works with cookies, renewed by the app', async () => {
    await desk.setCookie('ada')
    const renew = async () => {
      await desk.setCookie('ada')
      return true
    }
    const client = desk.clientWith({ mode: 'cookie', renew })
    const { provider } = await mount(content, { client })
    expect(provider.session?.person?.id).toBe('ada')
    await desk.expireSessions()
    const { data } = await client.tickets.list()
    expect(data).toHaveLength(1)
    await desk.setCookie(null)
    await provider.refresh()
    expect(provider.session?.status).toBe('ready')
  })

  it('forgets the person at logout', async () => {
    const { provider } = await mount(content, { client: desk.client('grace') })
    const { drafts, messages } = provider.session ?? {}
    drafts?.set('reply-of-this-test', 'half a sentence')
    messages?.toast({ text: 'For Grace only', tone: 'danger' })
    await expect.poll(() => provider.shadowRoot?.textContent).toContain('For Grace only')
    const kept = () =>
      Object.keys(localStorage).filter((key) => key.endsWith(':reply-of-this-test'))
    expect(kept()).toEqual(['deskhand:draft:default:grace:reply-of-this-test'])
    provider.logout()
    await provider.updateComplete
    expect(kept()).toEqual([])
    expect(provider.session).toMatchObject({ status: 'signed-out', person: undefined })
    expect(provider.shadowRoot?.textContent).not.toContain('For Grace only')
  })

  it('says that the server can not be reached', async () => {
    await desk.fail({ offline: true })
    const client = desk.client('grace')
    const page = mount(content, { client })
    await expect
      .poll(() => document.querySelector('deskhand-provider')?.session?.status)
      .toBe('unavailable')
    await desk.fail({})
    const { provider } = await page
    dispatchEvent(new Event('online'))
    await expect.poll(() => provider.session?.status).toBe('ready')
  })

  it('speaks the language of the page, a given one, or words of its own', async () => {
    const german = { locale: 'de', terms: { status: { pending: 'Wartet' } } }
    document.documentElement.lang = 'de'
    const page = await mount(content, { translations: [german] })
    expect(page.text()).toBe('Wartet')
    page.provider.locale = 'en'
    await page.find('deskhand-status').updateComplete
    await expect.poll(() => page.text()).toBe('Pending')
    document.documentElement.lang = ''
  })

  it('is light or dark as it is told', async () => {
    const page = await mount(content)
    const colour = () => getComputedStyle(page.query('.badge') as Element).color
    const light = colour()
    page.provider.theme = 'dark'
    await page.provider.updateComplete
    expect(colour()).not.toBe(light)
    page.provider.style.setProperty('--deskhand-color-amber', 'rgb(1, 2, 3)')
    expect(colour()).toBe('rgb(1, 2, 3)')
  })
})

describe('messages', () => {
  it('are shown, said, acted on and dismissed', async () => {
    const page = await mount(content, { client: desk.client('grace') })
    let isUndone = false
    const undo = () => {
      isUndone = true
    }
    page.provider.session?.messages.toast({
      text: 'Closed 3 tickets',
      tone: 'success',
      action: { label: 'Undo', run: undo },
    })
    page.provider.session?.messages.toast({ text: 'Could not be sent', tone: 'danger' })
    await expect.poll(() => page.queryAll('.toast')).toHaveLength(2)
    await expectAccessible(page)
    expect(getComputedStyle(page.query('.toasts') as Element).position).toBe('fixed')
    expect(page.text()).toContain('Closed 3 tickets')
    await expect.poll(() => page.query('[role=status]')?.textContent).toBe('Could not be sent')
    page.query('.act')?.click()
    await page.provider.updateComplete
    expect(isUndone).toBe(true)
    page.query('.dismiss')?.click()
    await page.provider.updateComplete
    expect(page.queryAll('.toast')).toHaveLength(0)
    page.provider.session?.messages.say('Sorted by priority')
    await expect.poll(() => page.query('[role=status]')?.textContent).toBe('Sorted by priority')
  })
})

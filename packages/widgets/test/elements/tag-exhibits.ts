/** Tags of a ticket, and the page of all tags. */
import { expect } from 'vitest'
import { userEvent } from 'vitest/browser'
import { html, type Mounted } from '../support/mount.ts'
import type { Exhibit } from './exhibit.ts'

const saying = (text: string) => (page: Mounted) => page.text().includes(text)

async function type(page: Mounted, text: string): Promise<void> {
  page.find('deskhand-tag-picker').focus()
  await userEvent.keyboard(text)
}

export function tagExhibits(ticketId: string): Readonly<Record<string, Exhibit>> {
  const tags = () => html`<deskhand-tags ticket-id=${ticketId}></deskhand-tags>`
  const manager = () => html`<deskhand-tag-manager></deskhand-tag-manager>`
  const picker = () => html`<deskhand-tag-picker may-create></deskhand-tag-picker>`
  return {
    'deskhand-tags': {
      template: tags,
      shows: (page) => page.query('.tag'),
      states: {
        loading: { faults: { held: true }, shows: (page) => page.query('[aria-busy=true]') },
        empty: {
          template: () => html`<deskhand-tags ticket-id=${ticketId}></deskhand-tags>`,
          person: 'ada',
          shows: saying('No tags'),
        },
        error: { faults: { busy: true }, shows: saying('The tags could not be loaded') },
        open: {
          act: (page) => type(page, '{ArrowDown}'),
          shows: (page) => page.query('[role=option] bdi'),
        },
      },
      strict: {
        html: `<deskhand-tags ticket-id="${ticketId}"></deskhand-tags>`,
        click: ['[part=input]'],
        expectText: 'quiet',
      },
    },
    'deskhand-tag-picker': {
      template: picker,
      shows: (page) => page.query('[part=input]'),
      states: {
        loading: {
          faults: { held: true },
          act: (page) => type(page, 'v'),
          shows: (page) => page.query('.said')?.checkVisibility(),
        },
        empty: {
          template: () => html`<deskhand-tag-picker></deskhand-tag-picker>`,
          act: (page) => type(page, 'zebra'),
          shows: (page) => page.query('.said')?.checkVisibility(),
        },
        error: {
          faults: { busy: true },
          template: () => html`<deskhand-tag-picker></deskhand-tag-picker>`,
          act: (page) => type(page, 'v'),
          shows: saying('The server is busy.'),
        },
        open: {
          async act(page) {
            await type(page, 'vip{Enter}')
            await expect.poll(() => page.query('.tag-name')).toBeTruthy()
            await type(page, 'quiet')
          },
          shows: (page) => page.query('.tag-name') && page.query('[role=option]'),
        },
      },
      strict: {
        html: '<deskhand-tag-picker may-create></deskhand-tag-picker>',
        click: ['[part=input]'],
        expectText: 'vip',
      },
    },
    'deskhand-tag-manager': {
      person: 'sue',
      template: manager,
      shows: (page) => page.query('tbody tr[data-id]'),
      states: {
        loading: { faults: { held: true }, shows: (page) => page.query('table[aria-busy=true]') },
        empty: {
          async act(page) {
            await userEvent.fill(page.query('input[type=search]') as HTMLElement, 'zebra')
          },
          shows: saying('No tag begins with “zebra”'),
        },
        error: { faults: { busy: true }, shows: saying('The tags could not be loaded.') },
        open: {
          async act(page) {
            await expect.poll(() => page.query('.edit')).toBeTruthy()
            page.query('.edit')?.click()
          },
          shows: (page) => page.query('deskhand-tag-form'),
        },
      },
      strict: {
        html: '<deskhand-tag-manager></deskhand-tag-manager>',
        click: ['.edit'],
        expectText: 'Text contrast',
      },
    },
  }
}

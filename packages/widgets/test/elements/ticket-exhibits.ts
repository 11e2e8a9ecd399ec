/** A ticket, many of them, and what is written about one. */
import type { Ticket } from '@deskhand/core/client'
import { expect } from 'vitest'
import { userEvent } from 'vitest/browser'
import { focusedElement } from '../../src/overlay/open-dialog.ts'
import type { TestDesk } from '../support/desk.ts'
import { html, type Mounted } from '../support/mount.ts'
import type { Exhibit, State } from './exhibit.ts'

const press = (page: Mounted, selector: string) =>
  userEvent.click(page.query(selector) as HTMLElement)
const saying = (text: string) => (page: Mounted) => page.text().includes(text)

const isPicking = (page: Mounted) => page.query('deskhand-person-picker')?.checkVisibility()

/** Anything but what is there. */
const none = { assignee: 'root' }
const emptyList: State = {
  template: () => html`<deskhand-ticket-list .fixedFilters=${none}></deskhand-ticket-list>`,
  shows: saying('No tickets yet'),
}

/** `ticket` has a note, a reply and a file that was released. */
export function ticketExhibits(desk: TestDesk, ticket: Ticket): Readonly<Record<string, Exhibit>> {
  const { id: ticketId } = ticket
  const shownTicket = () => html`<deskhand-ticket ticket-id=${ticketId}></deskhand-ticket>`
  const list = () => html`<deskhand-ticket-list page-size="5"></deskhand-ticket-list>`
  const composer = () => html`<deskhand-composer .ticket=${ticket}></deskhand-composer>`
  const form = () => html`<deskhand-new-ticket></deskhand-new-ticket>`
  const footer = { ticket, reply: null }
  const files = () => html`<deskhand-attachments .context=${footer}></deskhand-attachments>`

  async function selectTwo(page: Mounted): Promise<void> {
    for (const box of page.queryAll('tbody [type=checkbox]').slice(0, 2)) await userEvent.click(box)
  }

  return {
    'deskhand-ticket-list': {
      template: list,
      shows: (page) => page.queryAll('tbody tr[data-id]').length === 5,
      states: {
        loading: { faults: { held: true }, shows: (page) => page.query('.placeholder') },
        empty: emptyList,
        error: { faults: { busy: true }, shows: saying('The tickets could not be loaded') },
        open: {
          async act(page) {
            await press(page, '.tools .button')
          },
          shows: (page) => page.query('.filters')?.matches(':popover-open'),
        },
      },
      more: {
        selected: { act: selectTwo, shows: (page) => page.query('deskhand-tag-bulk') },
        filtered: {
          template: () =>
            html`<deskhand-ticket-list .filters=${{ status: ['open', 'new'] }}></deskhand-ticket-list>`,
          shows: (page) => page.query('.chip'),
        },
      },
      strict: {
        html: '<deskhand-ticket-list url-state></deskhand-ticket-list>',
        click: ['text=Filters', 'text=Urgent'],
        expectText: 'Priority: Urgent',
      },
    },
    'deskhand-filter-panel': {
      template: () => html`<deskhand-filter-panel></deskhand-filter-panel>`,
      shows: (page) => page.query('[name^=category-]') && page.query('deskhand-tag-picker'),
      states: {
        loading: {
          faults: { held: true },
          shows: (page) => page.query('.pill') && !page.query('[name^=category-]'),
        },
        empty: undefined,
        error: { faults: { busy: true }, shows: saying('The categories could not be loaded.') },
        open: {
          async act(page) {
            page.find('deskhand-tag-picker').focus()
            await userEvent.keyboard('{ArrowDown}')
          },
          shows: (page) => page.query('[role=option] bdi'),
        },
      },
      strict: {
        html: '<deskhand-filter-panel></deskhand-filter-panel>',
        click: ['text=Urgent', 'text=Last 7 days'],
        expectText: 'Billing',
      },
    },
    'deskhand-ticket': {
      template: shownTicket,
      shows: (page) => page.queryAll('article').length > 2 && page.query('deskhand-tag-picker'),
      states: {
        loading: { faults: { held: true }, shows: (page) => page.query('.skeleton') },
        empty: {
          template: () => html`<deskhand-ticket ticket-id="unknown"></deskhand-ticket>`,
          shows: saying('This ticket is not here'),
        },
        error: { faults: { busy: true }, shows: saying('could not be loaded') },
        open: {
          async act(page) {
            page.query('[data-field=assignee]')?.focus()
            await userEvent.keyboard('{Enter}')
          },
          shows: isPicking,
        },
      },
      more: {
        'about to be closed': {
          person: 'sue',
          async act(page) {
            const status = page.query('[data-field=status]')?.shadowRoot?.querySelector('button')
            status?.focus()
            await userEvent.keyboard('{Enter}')
            await expect
              .poll(() => focusedElement()?.getAttribute('role'), { timeout: 60_000 })
              .toBe('menuitemradio')
            await userEvent.keyboard('{End}{Enter}')
          },
          shows: (page) => page.query('dialog[open] textarea'),
        },
      },
      strict: {
        html: `<deskhand-ticket ticket-id="${ticketId}"></deskhand-ticket>`,
        fill: { 'deskhand-composer textarea': 'Sent from a strict page' },
        click: ['[data-field="status"] button', '[part=send]'],
        expectText: 'Sent from a strict page',
      },
    },
    'deskhand-composer': {
      template: composer,
      shows: (page) => page.query('input[type=file]'),
      states: {
        loading: {
          template: () => html`<deskhand-composer></deskhand-composer>`,
          shows: (page) => page.query('deskhand-composer'),
        },
        empty: undefined,
        error: {
          async act(page) {
            page.find('deskhand-composer').focus()
            await userEvent.keyboard('Hello')
            await desk.fail({ withheld: ['reply.create'] })
            await userEvent.keyboard('{Control>}{Enter}{/Control}')
          },
          shows: saying('You may not do this.'),
        },
        open: {
          async act(page) {
            page.find('deskhand-composer').focus()
            await userEvent.keyboard('Hello')
            await press(page, '[aria-haspopup=menu]')
          },
          shows: (page) => page.query(':popover-open [role=menuitem]'),
        },
      },
      strict: {
        html: '<deskhand-composer></deskhand-composer>',
        properties: { 'deskhand-composer': { ticket } },
        fill: { textarea: 'It **stops**' },
        click: ['[aria-haspopup=menu]', '[aria-pressed]'],
        expectText: 'It stops',
      },
    },
    'deskhand-new-ticket': {
      template: form,
      shows: (page) => page.query('#category') && page.query('input[type=file]'),
      states: {
        loading: {
          faults: { held: true },
          act: ({ provider }) => void provider.session?.refresh(),
          shows: (page) => page.query('form') && !page.query('#category'),
        },
        empty: undefined,
        error: {
          act: (page) => page.query('[part=submit]')?.click(),
          shows: (page) => page.query('#subject[aria-invalid=true]'),
        },
        open: {
          async act(page) {
            page.query('#requester')?.focus()
            await userEvent.keyboard('{Enter}')
          },
          shows: isPicking,
        },
      },
      strict: {
        html: '<deskhand-new-ticket></deskhand-new-ticket>',
        click: ['#requester', '[part=submit]'],
        expectText: 'Say in a few words what this is about.',
      },
    },
    'deskhand-attachments': {
      template: files,
      shows: (page) => page.query('button.name'),
      states: {
        loading: undefined,
        empty: {
          template: () =>
            html`<deskhand-attachments
              .context=${{ ticket: { ...ticket, attachments: [] }, reply: null }}
            ></deskhand-attachments>`,
          shows: (page) => page.find('deskhand-attachments').isConnected,
        },
        error: {
          async act(page) {
            await desk.fail({ withheld: ['attachments:read'] })
            await press(page, 'button.name')
          },
          shows: saying('could not be shown'),
        },
        open: {
          act: (page) => press(page, 'button.name'),
          shows: (page) => page.query<HTMLImageElement>('img')?.naturalWidth,
        },
      },
      strict: {
        html: '<deskhand-attachments></deskhand-attachments>',
        properties: { 'deskhand-attachments': { context: footer } },
        click: ['button.name'],
        expectText: 'Download',
      },
    },
  }
}

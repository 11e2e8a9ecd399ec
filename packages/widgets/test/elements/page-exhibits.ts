/** The compositions: whole pages, and the button in the corner. */
import { html, type Mounted } from '../support/mount.ts'
import type { Exhibit, State } from './exhibit.ts'

const saying = (text: string) => (page: Mounted) => page.text().includes(text)
const hasRows = (page: Mounted) => page.query('tbody tr[data-id]')

/** Somebody who has not written yet. */
const newcomer = 'carl'

const loading: State = { faults: { held: true }, shows: (page) => page.query('.placeholder') }
const error: State = {
  faults: { busy: true },
  shows: saying('The tickets could not be loaded'),
}

const openLauncher = () => html`<deskhand-launcher open></deskhand-launcher>`

export function pageExhibits(ticketId: string): Readonly<Record<string, Exhibit>> {
  return {
    'deskhand-agent': {
      template: () => html`<deskhand-agent view="all"></deskhand-agent>`,
      shows: hasRows,
      states: {
        loading,
        empty: {
          template: () => html`<deskhand-agent view="mine"></deskhand-agent>`,
          person: 'root',
          shows: saying('No tickets yet'),
        },
        error,
        open: {
          act: (page) => page.query('.help')?.click(),
          shows: (page) => page.query('dialog[open]'),
        },
      },
      more: {
        'with a ticket': {
          template: () => html`<deskhand-agent view="all" ticket-id=${ticketId}></deskhand-agent>`,
          shows: (page) => page.query('article') && page.query('textarea'),
        },
      },
      strict: {
        html: '<deskhand-agent view="all" url-state></deskhand-agent>',
        click: ['tbody .open'],
        expectText: 'Close ticket',
      },
    },
    'deskhand-portal': {
      person: 'ada',
      template: () => html`<deskhand-portal></deskhand-portal>`,
      shows: hasRows,
      states: {
        loading,
        empty: { person: newcomer, shows: saying('Write to us') },
        error,
        open: {
          template: () => html`<deskhand-portal ticket-id=${ticketId}></deskhand-portal>`,
          shows: (page) => page.query('article') && page.query('textarea'),
        },
      },
      more: {
        'a new ticket': {
          template: () => html`<deskhand-portal view="new"></deskhand-portal>`,
          shows: (page) => page.query('#subject'),
        },
      },
      strict: {
        html: '<deskhand-portal url-state></deskhand-portal>',
        click: ['tbody .open'],
        expectText: 'My tickets',
      },
    },
    'deskhand-launcher': {
      person: 'ada',
      template: () => html`<deskhand-launcher></deskhand-launcher>`,
      shows: (page) => page.query('.opener'),
      states: {
        loading: { ...loading, template: openLauncher },
        empty: {
          person: newcomer,
          template: openLauncher,
          shows: saying('Write to us'),
        },
        error: { ...error, template: openLauncher },
        open: {
          template: openLauncher,
          shows: (page) => page.query('dialog[open]') && hasRows(page),
        },
      },
      strict: {
        html: '<deskhand-launcher></deskhand-launcher>',
        click: ['.opener', 'tbody .open'],
        expectText: 'Details',
      },
    },
    'deskhand-launcher-panel': {
      person: 'ada',
      template: () => html`<deskhand-launcher-panel></deskhand-launcher-panel>`,
      shows: hasRows,
      states: {
        loading,
        empty: { person: newcomer, shows: saying('Write to us') },
        error,
        open: {
          template: () =>
            html`<deskhand-launcher-panel ticket-id=${ticketId}></deskhand-launcher-panel>`,
          shows: (page) => page.query('article') && page.query('textarea'),
        },
      },
      more: {
        'a new ticket': {
          template: () => html`<deskhand-launcher-panel view="new"></deskhand-launcher-panel>`,
          shows: (page) => page.query('#subject'),
        },
      },
      strict: {
        html: '<deskhand-launcher-panel></deskhand-launcher-panel>',
        click: ['tbody .open'],
        expectText: 'Which one?',
      },
    },
  }
}

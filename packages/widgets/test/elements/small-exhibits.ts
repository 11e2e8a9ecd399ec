/** Elements that show one thing, and fields that forms are made of. */
import { userEvent } from 'vitest/browser'
import type { Contribution } from '../../src/contributions/contribution.ts'
import { html, type Mounted } from '../support/mount.ts'
import { chooseFiles, uploadField } from '../support/uploads.ts'
import type { Exhibit } from './exhibit.ts'

const onlyFirst = { loading: undefined, empty: undefined, error: undefined, open: undefined }
const person = { id: 'ada', name: 'Ada', avatarUrl: null }
const created = '2020-01-01T09:00:00Z'
const rich = '<p>It <strong>stops</strong>, see <a href="https://a.example/">there</a>.</p>'

class Panel extends HTMLElement {
  connectedCallback(): void {
    this.textContent = '12345'
  }
}
customElements.define('test-panel', Panel)
const period = { from: '2026-01-01', to: '2026-02-01' }
const panel: Contribution = {
  id: 'test:panel',
  slot: 'dashboard:panel@1',
  label: '67890',
  tag: 'test-panel',
}

const choose = (name: string) => (page: Mounted) => {
  chooseFiles(page, new File(['text'], name))
}

const find = (text: string) => async (page: Mounted) => {
  await userEvent.fill(page.query('input[role=combobox]') as HTMLElement, text)
}
const picker = () => html`<deskhand-person-picker offer-me offer-nobody></deskhand-person-picker>`

export const smallExhibits: Readonly<Record<string, Exhibit>> = {
  'deskhand-provider': {
    template: () => html`<p>12345</p>`,
    shows: (page) => page.text().includes('12345'),
    states: {
      ...onlyFirst,
      open: {
        act({ provider }) {
          const action = { label: 'Undo', run() {} }
          provider.session?.messages.toast({ text: 'Three were closed', tone: 'success', action })
          provider.session?.messages.toast({ text: 'It was not sent', tone: 'danger' })
        },
        shows: (page) => page.queryAll('.toast').length === 2,
      },
    },
    strict: { html: '<p>12345</p>', expectText: '12345' },
  },
  'deskhand-slot': {
    options: { contributions: [panel] },
    template: () =>
      html`<deskhand-slot name="dashboard:panel@1" .context=${period}></deskhand-slot>`,
    shows: (page) => page.text().includes('12345'),
    states: {
      ...onlyFirst,
      error: {
        act({ provider }) {
          const load = () => Promise.reject(new Error('gone'))
          provider.contributions = [{ ...panel, tag: 'test-gone', load }]
        },
        shows: (page) => page.query('.notice'),
      },
    },
    strict: {
      html: '<deskhand-slot name="dashboard:panel@1"></deskhand-slot>',
      properties: {
        'deskhand-provider': { contributions: [{ ...panel, tag: 'deskhand-launcher' }] },
        'deskhand-slot': { context: period },
      },
      expectText: 'Help',
    },
  },
  'deskhand-status': {
    template: () => html`<deskhand-status status="on_hold"></deskhand-status>`,
    shows: (page) => page.query('svg'),
    states: onlyFirst,
    strict: { html: '<deskhand-status status="open"></deskhand-status>', expectText: 'Open' },
  },
  'deskhand-priority': {
    template: () => html`<deskhand-priority priority="urgent"></deskhand-priority>`,
    shows: (page) => page.query('svg'),
    states: onlyFirst,
    strict: {
      html: '<deskhand-priority priority="urgent"></deskhand-priority>',
      expectText: 'Urgent',
    },
  },
  'deskhand-time': {
    template: () => html`<deskhand-time datetime=${created}></deskhand-time>`,
    shows: (page) => page.query('time')?.title,
    states: onlyFirst,
    strict: { html: `<deskhand-time datetime="${created}"></deskhand-time>`, expectText: '2020' },
  },
  'deskhand-person': {
    template: () => html`<deskhand-person .person=${person}></deskhand-person>`,
    shows: (page) => page.text().includes('Ada'),
    states: {
      ...onlyFirst,
      empty: {
        template: () => html`<deskhand-person .person=${null}></deskhand-person>`,
        shows: (page) => page.text(),
      },
    },
    strict: {
      html: '<deskhand-person></deskhand-person>',
      properties: { 'deskhand-person': { person } },
      expectText: 'Ada',
    },
  },
  'deskhand-rich-text': {
    template: () => html`<deskhand-rich-text .html=${rich}></deskhand-rich-text>`,
    shows: (page) => page.query('strong'),
    states: {
      ...onlyFirst,
      empty: {
        template: () => html`<deskhand-rich-text .html=${''}></deskhand-rich-text>`,
        shows: (page) => page.query('.text')?.ariaBusy === null,
      },
    },
    strict: {
      html: '<deskhand-rich-text></deskhand-rich-text>',
      properties: { 'deskhand-rich-text': { html: rich } },
      expectText: 'stops',
    },
  },
  'deskhand-markdown-field': {
    template: () =>
      html`<deskhand-markdown-field label="⁂" .value=${'**1**'}></deskhand-markdown-field>`,
    shows: (page) => page.query('textarea'),
    states: {
      loading: undefined,
      empty: {
        template: () => html`<deskhand-markdown-field label="⁂"></deskhand-markdown-field>`,
        shows: (page) => page.query<HTMLTextAreaElement>('textarea')?.value === '',
      },
      error: {
        template: () =>
          html`<deskhand-markdown-field label="⁂" problem="Write it."></deskhand-markdown-field>`,
        shows: (page) => page.query('[aria-invalid=true]'),
      },
      open: {
        act: (page) => page.query('[aria-pressed]')?.click(),
        shows: (page) => page.query('strong'),
      },
    },
    strict: {
      html: '<deskhand-markdown-field label="Text"></deskhand-markdown-field>',
      properties: { 'deskhand-markdown-field': { value: 'It **stops**' } },
      click: ['[aria-pressed]'],
      expectText: 'It stops',
    },
  },
  'deskhand-upload': {
    template: uploadField,
    shows: (page) => page.query('[part=attach]'),
    states: {
      loading: {
        faults: { held: true },
        act: choose('slow.txt'),
        shows: (page) => page.query('progress'),
      },
      empty: undefined,
      error: { act: choose('virus.exe'), shows: (page) => page.query('[data-tone=danger]') },
      open: { act: choose('log.txt'), shows: (page) => page.query('[data-tone=success]') },
    },
    strict: {
      html: '<deskhand-new-ticket></deskhand-new-ticket>',
      expectText: 'Attach',
    },
  },
  'deskhand-person-picker': {
    template: picker,
    shows: (page) => page.queryAll('[role=option]').length === 2,
    states: {
      loading: {
        faults: { held: true },
        act: find('ada'),
        shows: (page) => page.text().includes('Searching'),
      },
      empty: { act: find('zebra'), shows: (page) => page.text().includes('Nobody is found') },
      error: {
        faults: { busy: true },
        act: find('ada'),
        shows: (page) => page.text().includes('The server is busy.'),
      },
      open: { act: find('ada'), shows: (page) => page.text().includes('ada@') },
    },
    strict: {
      html: '<deskhand-person-picker offer-me></deskhand-person-picker>',
      expectText: 'Me',
    },
  },
}

/** A piece of code for each element. It is shown, and it runs. */

export interface Example {
  readonly tag: string
  readonly code: string
  /** Of a module of the page, for what attributes can't say. */
  readonly script?: string
  /** Of the helpdesk, without which it shows nothing. */
  readonly plugin?: 'tags' | 'attachments' | 'sla'
  /** Stands in the corner of the page, or is as high as one. */
  readonly isCodeOnly?: boolean
}

/** `{a ticket}` is the id of one that the visitor may see, `{a ticket with files}` of one that has some. */
export const examples: readonly Example[] = [
  {
    tag: 'deskhand-provider',
    code: `<deskhand-provider theme="auto">…</deskhand-provider>
<script type="module">
  import '@deskhand/widgets/loader'
  import { createHelpdeskClient } from '@deskhand/core/client'

  const provider = document.querySelector('deskhand-provider')
  provider.client = createHelpdeskClient({ baseUrl: '/helpdesk' })
</script>`,
    isCodeOnly: true,
  },
  {
    tag: 'deskhand-agent',
    code: '<deskhand-agent url-state></deskhand-agent>',
    isCodeOnly: true,
  },
  {
    tag: 'deskhand-portal',
    code: '<deskhand-portal url-state></deskhand-portal>',
    isCodeOnly: true,
  },
  {
    tag: 'deskhand-launcher',
    code: '<deskhand-launcher position="end"></deskhand-launcher>',
    isCodeOnly: true,
  },
  {
    tag: 'deskhand-ticket-list',
    code: '<deskhand-ticket-list page-size="5" sort="updated"></deskhand-ticket-list>',
  },
  { tag: 'deskhand-filter-panel', code: '<deskhand-filter-panel></deskhand-filter-panel>' },
  { tag: 'deskhand-ticket', code: '<deskhand-ticket ticket-id="{a ticket}"></deskhand-ticket>' },
  {
    tag: 'deskhand-new-ticket',
    code: '<deskhand-new-ticket href="/portal?ticket={id}"></deskhand-new-ticket>',
  },
  {
    tag: 'deskhand-tags',
    plugin: 'tags',
    code: '<deskhand-tags ticket-id="{a ticket}"></deskhand-tags>',
  },
  {
    tag: 'deskhand-tag-manager',
    plugin: 'tags',
    code: '<deskhand-tag-manager></deskhand-tag-manager>',
  },
  {
    tag: 'deskhand-launcher-panel',
    code: '<deskhand-launcher-panel></deskhand-launcher-panel>',
    isCodeOnly: true,
  },
]

/** What the elements above are made of. */
export const parts: readonly Example[] = [
  {
    tag: 'deskhand-status',
    code: `<deskhand-status status="new"></deskhand-status>
<deskhand-status status="in_progress"></deskhand-status>
<deskhand-status status="resolved"></deskhand-status>`,
  },
  {
    tag: 'deskhand-priority',
    code: `<deskhand-priority priority="normal"></deskhand-priority>
<deskhand-priority priority="high"></deskhand-priority>
<deskhand-priority priority="urgent"></deskhand-priority>`,
  },
  {
    tag: 'deskhand-markdown-field',
    code: '<deskhand-markdown-field label="Answer"></deskhand-markdown-field>',
  },
  {
    tag: 'deskhand-composer',
    code: '<deskhand-composer></deskhand-composer>',
    script: `const { client } = document.querySelector('deskhand-provider')
const composer = document.querySelector('deskhand-composer')
composer.ticket = await client.tickets.get({ ticketId: '{a ticket}' })`,
  },
  {
    tag: 'deskhand-upload',
    plugin: 'attachments',
    code: '<deskhand-upload></deskhand-upload>',
    script: `const nothing = () => () => {}
document.querySelector('deskhand-upload').context = {
  isSending: false,
  isOwn: true,
  setInput: (name, ids) => console.log(name, ids),
  hold: nothing,
  onFiles: nothing,
  onSent: nothing,
}`,
  },
  {
    tag: 'deskhand-attachments',
    plugin: 'attachments',
    code: '<deskhand-attachments></deskhand-attachments>',
    script: `const { client } = document.querySelector('deskhand-provider')
const ticketId = '{a ticket with files}'
const ticket = await client.tickets.get({ ticketId, include: ['attachments'] })
document.querySelector('deskhand-attachments').context = { ticket, reply: null }`,
  },
  {
    tag: 'deskhand-rich-text',
    code: '<deskhand-rich-text></deskhand-rich-text>',
    script: `document.querySelector('deskhand-rich-text').html =
  '<p>It <strong>stops</strong> at noon:</p><ul><li>on the phone</li><li>at the desk</li></ul>'`,
  },
  {
    tag: 'deskhand-person',
    code: '<deskhand-person></deskhand-person>',
    script: `const ada = { id: 'ada', name: 'Ada Lindqvist', avatarUrl: null }
document.querySelector('deskhand-person').person = ada`,
  },
  {
    tag: 'deskhand-person-picker',
    code: '<deskhand-person-picker label="Assignee" offer-me offer-nobody></deskhand-person-picker>',
  },
  {
    tag: 'deskhand-tag-picker',
    plugin: 'tags',
    code: '<deskhand-tag-picker label="Tags" may-create></deskhand-tag-picker>',
  },
  {
    tag: 'deskhand-time',
    code: '<deskhand-time datetime="2026-03-02T09:30:00Z"></deskhand-time>',
  },
  {
    tag: 'deskhand-slot',
    plugin: 'sla',
    code: '<deskhand-slot name="ticket-detail:sidebar@1"></deskhand-slot>',
    script: `const { client } = document.querySelector('deskhand-provider')
const ticket = await client.tickets.get({ ticketId: '{a ticket}', include: ['sla'] })
const refresh = async () => {}
document.querySelector('deskhand-slot').context = { ticket, refresh }`,
  },
]

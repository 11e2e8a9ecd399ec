/** A piece of code for each element that is worth seeing alone. It is shown, and it runs. */

export interface Example {
  readonly tag: string
  readonly code: string
  /** Stands in the corner of the page, or is as high as one. */
  readonly isCodeOnly?: boolean
}

/** `{id}` is a ticket that the visitor may see. */
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
  { tag: 'deskhand-ticket', code: '<deskhand-ticket ticket-id="{id}"></deskhand-ticket>' },
  {
    tag: 'deskhand-new-ticket',
    code: '<deskhand-new-ticket href="/portal?ticket={id}"></deskhand-new-ticket>',
  },
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
]

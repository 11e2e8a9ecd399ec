/** `@deskhand/widgets/loader`: registers each element when it first appears on the page. */
import { loadElements } from './element/load-elements.ts'

loadElements(
  {
    'deskhand-attachments': () => import('./define/deskhand-attachments.ts'),
    'deskhand-bulk-bar': () => import('./define/deskhand-bulk-bar.ts'),
    'deskhand-close-dialog': () => import('./define/deskhand-close-dialog.ts'),
    'deskhand-composer': () => import('./define/deskhand-composer.ts'),
    'deskhand-filter-chips': () => import('./define/deskhand-filter-chips.ts'),
    'deskhand-filter-panel': () => import('./define/deskhand-filter-panel.ts'),
    'deskhand-list-help': () => import('./define/deskhand-list-help.ts'),
    'deskhand-markdown-field': () => import('./define/deskhand-markdown-field.ts'),
    'deskhand-new-ticket': () => import('./define/deskhand-new-ticket.ts'),
    'deskhand-pager': () => import('./define/deskhand-pager.ts'),
    'deskhand-person': () => import('./define/deskhand-person.ts'),
    'deskhand-person-picker': () => import('./define/deskhand-person-picker.ts'),
    'deskhand-priority': () => import('./define/deskhand-priority.ts'),
    'deskhand-rich-text': () => import('./define/deskhand-rich-text.ts'),
    'deskhand-slot': () => import('./define/deskhand-slot.ts'),
    'deskhand-sort-menu': () => import('./define/deskhand-sort-menu.ts'),
    'deskhand-status': () => import('./define/deskhand-status.ts'),
    'deskhand-ticket': () => import('./define/deskhand-ticket.ts'),
    'deskhand-ticket-choice': () => import('./define/deskhand-ticket-choice.ts'),
    'deskhand-ticket-details': () => import('./define/deskhand-ticket-details.ts'),
    'deskhand-ticket-list': () => import('./define/deskhand-ticket-list.ts'),
    'deskhand-ticket-person': () => import('./define/deskhand-ticket-person.ts'),
    'deskhand-time': () => import('./define/deskhand-time.ts'),
    'deskhand-upload': () => import('./define/deskhand-upload.ts'),
  },
  () => import('./define/deskhand-provider.ts'),
)

/** `@deskhand/widgets/loader`: registers each element when it first appears on the page. */
import { loadElements } from './element/load-elements.ts'

loadElements(
  {
    'deskhand-attachments': () => import('./define/deskhand-attachments.ts'),
    'deskhand-composer': () => import('./define/deskhand-composer.ts'),
    'deskhand-markdown-field': () => import('./define/deskhand-markdown-field.ts'),
    'deskhand-person': () => import('./define/deskhand-person.ts'),
    'deskhand-priority': () => import('./define/deskhand-priority.ts'),
    'deskhand-rich-text': () => import('./define/deskhand-rich-text.ts'),
    'deskhand-slot': () => import('./define/deskhand-slot.ts'),
    'deskhand-status': () => import('./define/deskhand-status.ts'),
    'deskhand-time': () => import('./define/deskhand-time.ts'),
    'deskhand-upload': () => import('./define/deskhand-upload.ts'),
  },
  () => import('./define/deskhand-provider.ts'),
)

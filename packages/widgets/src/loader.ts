/** `@deskhand/widgets/loader`: registers each element when it first appears on the page. */
import { loadElements } from './element/load-elements.ts'

loadElements(
  {
    'deskhand-slot': () => import('./define/deskhand-slot.ts'),
    'deskhand-status': () => import('./define/deskhand-status.ts'),
  },
  () => import('./define/deskhand-provider.ts'),
)

/** `@deskhand/widgets/all`: registers every element. */
import './define/deskhand-person.ts'
import './define/deskhand-priority.ts'
import './define/deskhand-provider.ts'
import './define/deskhand-rich-text.ts'
import './define/deskhand-slot.ts'
import './define/deskhand-status.ts'
import './define/deskhand-time.ts'

/** `@deskhand/widgets/all`: registers every element. */
import './define/deskhand-provider.ts'
import './define/deskhand-slot.ts'
import './define/deskhand-status.ts'

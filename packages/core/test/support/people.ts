export { type PersonId, person } from '@deskhand/testing'

export { everyone, type PersonId, person } from '@deskhand/testing'

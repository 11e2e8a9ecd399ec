export { everyone, type PersonId, peopleSource, person } from '@deskhand/testing'

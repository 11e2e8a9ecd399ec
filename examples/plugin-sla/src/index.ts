/** `deskhand-plugin-sla`: what a host imports. */
export { type SlaPermission, slaPermissions } from './permissions.ts'
export { type SlaPlugin, sla } from './plugin.ts'
export type {
  Sla,
  SlaAdditions,
  SlaApi,
  SlaOfTicket,
  SlaOptions,
  SlaState,
  SlaTargets,
} from './types.ts'

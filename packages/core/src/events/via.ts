/** Apart from calls and tables, so that types of outputs do not import them. */
export const vias = ['http', 'api', 'mail', 'job'] as const
/** The entry point through which a call came in. `api` is `helpdesk.as(actor)`. */
export type Via = (typeof vias)[number]

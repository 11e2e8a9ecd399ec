/** Apart from calls and tables, so that types of outputs don't lead to them. */
export const vias = ['http', 'api', 'mail', 'job'] as const
/** Which door a call came in by. */
export type Via = (typeof vias)[number]

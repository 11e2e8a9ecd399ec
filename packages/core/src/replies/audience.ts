/** Apart from the tables, so that types for browsers don't lead to them. */
export const audiences = ['public', 'internal'] as const
/** Who may see a reply or an event: everyone on the ticket, or the agent side only. */
export type Audience = (typeof audiences)[number]

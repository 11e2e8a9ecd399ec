/** The teams of the demo app's staff. */

export const teams = [
  { id: 'support', name: 'Customer support' },
  { id: 'billing', name: 'Billing' },
  { id: 'platform', name: 'Platform' },
] as const

export type TeamId = (typeof teams)[number]['id']

export function teamName(id: string): string {
  return teams.find((team) => team.id === id)?.name ?? id
}

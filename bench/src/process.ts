/** What a process with a helpdesk costs before anybody asks for anything. */
export interface Process {
  readonly title: string
  readonly engine: string
  readonly figure: string
  readonly verdict: string
}

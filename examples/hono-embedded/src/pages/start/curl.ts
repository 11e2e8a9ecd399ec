/** Writes curl commands. */
export interface CurlLine {
  readonly title: string
  readonly why: string
  readonly command: string
  /** The HTTP status that it answers with, however often it is run. */
  readonly status: number
}

const continued = ' \\\n  '

export function get(url: string, login: string): string {
  return [`curl -i '${url}'`, sessionOf(login)].join(continued)
}

/** A query of parameters that the shell would take for something else in an address. */
export function ask(url: string, login: string, parameters: string): string {
  return [`curl -i -G ${url}`, sessionOf(login), parameters].filter(Boolean).join(continued)
}

/** A file whose text has no quote in it. */
export function sendText(url: string, login: string, text: string): string {
  return [
    `curl -i '${url}'`,
    `${sessionOf(login)} -H 'Content-Type: text/plain'`,
    `--data-binary '${text}'`,
  ].join(continued)
}

/** None of the values has a quote in it, which single quotes could not hold. */
export function post(url: string, login: string, body: object): string {
  return [
    `curl -i ${url}`,
    `${sessionOf(login)} -H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body)}'`,
  ].join(continued)
}

function sessionOf(login: string): string {
  return `-H 'Authorization: Bearer demo-${login}'`
}

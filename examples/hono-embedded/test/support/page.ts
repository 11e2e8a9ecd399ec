/** Reading a page as a person would. */

export function curlLinesOf(html: string): { command: string; status: number }[] {
  return [...html.matchAll(/<code class="curl" data-status="(\d+)">([^<]+)<\/code>/g)].map(
    ([, status, command]) => ({ status: Number(status), command: textOf(command ?? '') }),
  )
}

const characters: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

export function textOf(html: string): string {
  return html.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => characters[entity] ?? entity)
}

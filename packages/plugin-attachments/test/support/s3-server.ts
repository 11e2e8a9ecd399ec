/**
 * A process that speaks S3, from the package `fauxqs`, which knows neither `ListMultipartUploads` nor
 * its page of keys without a bucket: a front of a few lines keeps book of uploads in parts. Prints its
 * port; run it with node.
 */
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { startFauxqs } from 'fauxqs'

const behind = await startFauxqs({ port: 0, logger: false })
behind.createBucket('files')

/** Key by upload id. */
const uploads = new Map<string, string>()

function listUploads(response: ServerResponse, prefix: string): void {
  const found = [...uploads].filter(([, key]) => key.startsWith(prefix))
  const entries = found.map(
    ([id, key]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`,
  )
  response.writeHead(200, { 'content-type': 'application/xml' })
  response.end(
    `<?xml version="1.0"?><ListMultipartUploadsResult>${entries.join('')}</ListMultipartUploadsResult>`,
  )
}

function keepBook(method: string, url: URL, status: number, body: string): void {
  const key = decodeURIComponent(url.pathname).split('/').slice(2).join('/')
  const id = url.searchParams.get('uploadId')
  if (method === 'POST' && url.searchParams.has('uploads')) {
    const [, made] = /<UploadId>([^<]+)/.exec(body) ?? []
    if (made) uploads.set(made, key)
  } else if (id !== null && (method === 'DELETE' || method === 'POST') && status < 300) {
    uploads.delete(id)
  }
}

function forward(incoming: IncomingMessage, response: ServerResponse, url: URL): void {
  const { method = 'GET', headers, url: path } = incoming
  const onward = send({ host: '127.0.0.1', port: behind.port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    const chunks: Buffer[] = []
    if (method !== 'GET') answer.on('data', (chunk) => chunks.push(chunk))
    answer.on('end', () =>
      keepBook(method, url, answer.statusCode ?? 500, Buffer.concat(chunks).toString()),
    )
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  incoming.pipe(onward)
}

const front = createServer((incoming, response) => {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  if (incoming.method === 'GET' && url.searchParams.has('uploads')) {
    listUploads(response, url.searchParams.get('prefix') ?? '')
  } else forward(incoming, response, url)
})
front.listen(0, '127.0.0.1', () => {
  console.log((front.address() as { port: number }).port)
})

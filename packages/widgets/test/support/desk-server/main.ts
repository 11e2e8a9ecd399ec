/** Serves helpdesks to browser tests: each is made on request, with people, on a database of its own. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeAll, control, deskOf } from './desks.ts'
import { serveStrict } from './strict.ts'

const server = createServer(async (request, response) => {
  const desk = deskOf(request.url ?? '')
  if (desk) return desk.serve(request, response)
  if (request.method === 'GET' && (await serveStrict(request.url ?? '', response))) return
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-headers', '*')
  response.setHeader('content-type', 'application/json')
  if (request.method === 'OPTIONS') {
    response.end()
    return
  }
  try {
    response.end(JSON.stringify((await control(request)) ?? null))
  } catch (error) {
    response.statusCode = 500
    response.end(JSON.stringify({ error: String(error) }))
  }
})

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`http://127.0.0.1:${port}`)
})

process.stdin.resume().once('end', async () => {
  server.close()
  server.closeAllConnections()
  await closeAll()
  process.exit(0)
})

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

// The peer our server is held against: nothing but node:http, the same bytes and the same headers.
const [folder = '', port = '0'] = process.argv.slice(2)
const body = readFileSync(join(folder, 'body'))
const headers = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8')) as Record<string, string>
createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
}).listen(Number(port), '127.0.0.1')

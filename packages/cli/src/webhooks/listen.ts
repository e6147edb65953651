import type { AddressInfo } from 'node:net'
import { type Command, InvalidArgumentError } from 'commander'
import { CommandError, indent, print, report } from '../answer.ts'
import { readSecret, readText } from '../files.ts'
import { leaf } from '../leaf.ts'
import { isoTime } from '../time.ts'
import { untilSignal } from '../until-signal.ts'
import { type Arrival, receive } from './receive.ts'

interface ListenOptions {
  readonly port: number
  readonly host: string
  readonly tokenFile?: string
  readonly secretFile?: string
  readonly answer?: string
  readonly json?: boolean
}

export function addListen(parent: Command): void {
  leaf(parent, 'listen', 'Print the webhooks that come in, and answer them, until SIGTERM or SIGINT.', [
    'signet webhooks listen --port 9000',
    'signet webhooks listen --port 9000 --secret-file shop.webhook-secret --token-file token',
    'signet webhooks listen --port 9000 --answer answers.json    # {"C2C.CallbackBeforeSendMsg": {"ErrorCode": 1}}',
  ])
    .option('--port <n>', 'port to listen on; 0 takes any', parsePort, 9000)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--secret-file <file>', 'the signing secret: refuse what it did not sign (- is stdin)')
    .option('--token-file <file>', 'the token: refuse what does not bear it (- is stdin)')
    .option('--answer <file>', 'JSON to answer with, for all or by command; read for each request')
    .action(listen)
}

async function listen(options: ListenOptions): Promise<void> {
  const json = options.json === true
  try {
    if (options.answer !== undefined) checkAnswers(options.answer)
    const receiving = {
      token: options.tokenFile === undefined ? undefined : readSecret(options.tokenFile),
      secret: options.secretFile === undefined ? undefined : readSecret(options.secretFile),
      answerFile: options.answer,
      print: (arrival: Arrival) => print(json ? JSON.stringify(arrival) : pretty(arrival)),
    }
    // Imported at the top, it would make every command load the runtime's HTTP client too: 25 ms and a megabyte.
    const { createServer } = await import('node:http')
    const server = createServer((request, response) => {
      receive(request, response, receiving).catch((error: Error) => {
        process.stderr.write(`signet: ${error.message}\n`)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port, options.host, resolve)
    })
    const stopped = untilSignal()
    const { port } = server.address() as AddressInfo
    const url = `http://${options.host}:${port}/`
    print(json ? JSON.stringify({ ok: true, url }) : `Webhooks are taken at ${url}`)
    await stopped
    server.closeAllConnections()
    server.close()
    process.exitCode = 0
  } catch (error) {
    process.exitCode = report(error, json)
  }
}

function checkAnswers(file: string): void {
  try {
    JSON.parse(readText(file))
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(`${file} is not JSON: ${(error as Error).message}`)
  }
}

const MARKS: { readonly [V in Arrival['verified']]: string } = { yes: 'verified', none: 'not verified', no: 'REFUSED' }

function pretty({ at, command, sdkAppId, platform, clientIp, verified, problem, answer, body }: Arrival): string {
  const head = `${isoTime(at / 1000)}  ${command || '(no command)'}  app ${sdkAppId}  ${platform} ${clientIp}  ${MARKS[verified]}`
  const what = typeof body === 'string' ? body : JSON.stringify(body, undefined, 2)
  const said = problem === undefined ? `answered ${JSON.stringify(answer)}` : `refused: ${problem}`
  return `${head}\n${indent(what)}\n  ${said}\n`
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65_535) throw new InvalidArgumentError('It must be a port, from 0 to 65535.')
  return port
}

/** A server in a process of its own: `node --conditions=source server-child.ts <folder>`. Prints one line when it is ready; SIGTERM ends it. */
import { defaultConfig, start } from '@signet/server'

const server = await start(
  defaultConfig({
    server: { port: 0 },
    data: { dir: process.argv[2]! },
    log: { level: 'silent' },
    login: { perSecond: 100_000, burst: 100_000 },
  }),
)
const { accounts } = server.im
const { sdkAppId } = await accounts.apps.create({ name: 'Test', settings: { loginPolicy: 'multi' } })
const { keyId } = await accounts.keys.makeSecret(sdkAppId)
const secret = await accounts.keys.revealSecret(sdkAppId, keyId)
process.once('SIGTERM', () => void server.close())
process.stdout.write(`${JSON.stringify({ url: server.url, sdkAppId, secret })}\n`)

/**
 * A server that people write to until it is killed; prints `acked <text>` for each message once its sender has the ack.
 * Started by the test beside it: `node --conditions=source webhooks-crash-child.ts <folder> <url> <round>`.
 */

import { defaultConfig, start } from '@signet/server'
import { RawClient } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'

const [dir, url, round] = process.argv.slice(2) as [string, string, string]
const config = defaultConfig({
  data: { dir },
  server: { port: 0 },
  log: { level: 'silent' },
  webhooks: { allowedTargets: ['loopback'], firstRetryMs: 20 },
})
const { im, url: server } = await start(config)
const [app] = await im.accounts.apps.list()
const { sdkAppId } = app ?? (await im.accounts.apps.create({ name: 'Crash' }))
if (app === undefined) {
  await im.webhookSettings.endpoints.add(sdkAppId, { url, commands: ['C2C.CallbackAfterSendMsg'] })
  await im.accounts.keys.makeSecret(sdkAppId)
}
const [key] = await im.accounts.keys.list(sdkAppId)
const secret = secretKey(await im.accounts.keys.revealSecret(sdkAppId, key!.keyId))
await im.accounts.import({ sdkAppId, userId: 'bob' })

async function talk(userId: string): Promise<void> {
  const client = await RawClient.open(server)
  await client.login({ sdkAppId, userId, userSig: sign(secret, { sdkAppId, userId, expire: 86_400 }) })
  for (let n = 0; ; n++) {
    const text = `${round}/${userId}/${n}`
    const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: text } }]
    await client.request('send', { to: 'bob', random: n + 1, clientTime: Number(round), body })
    // A write to a pipe is synchronous: what was printed is with the parent, even when the next moment kills this process.
    process.stdout.write(`acked ${text}\n`)
  }
}
await Promise.all(['alice', 'carol', 'dave'].map(talk))

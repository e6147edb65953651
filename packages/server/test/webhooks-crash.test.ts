import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { OK, type Received, receiver } from './webhook-receiver.ts'

const KILLS = 4
const child = fileURLToPath(new URL('webhooks-crash-child.ts', import.meta.url))
const textOf = ({ body }: Received) => (body['MsgBody'] as [{ MsgContent: { Text: string } }])[0].MsgContent.Text

test(`[HOOK5] [CHK48] killed ${KILLS} times between messages and their webhooks: each acked message is told, in order`, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'signet-hooks-'))
  await using hook = await receiver()
  const acked: string[] = []
  try {
    for (let round = 0; round <= KILLS; round++) {
      // While it is slow, messages are always ahead of their webhooks.
      hook.answer = async () => {
        await sleep(round === KILLS ? 0 : 30)
        return OK
      }
      const before = acked.length
      const server = spawn(process.execPath, ['--conditions=source', child, dir, hook.url, String(round)])
      const exited = new Promise((resolve) => server.once('close', resolve))
      let errors = ''
      server.stderr.on('data', (chunk: Buffer) => (errors += chunk))
      let rest = ''
      server.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk).split('\n')
        rest = lines.pop()!
        for (const line of lines) acked.push(line.slice('acked '.length))
      })
      const deadline = Date.now() + 20_000
      while (acked.length < before + 40 && server.exitCode === null && Date.now() < deadline) await sleep(2)
      expect(errors).toBe('')
      await sleep(Math.random() * 50)
      if (round === KILLS) {
        const missing = () => {
          const told = new Set(hook.received.map(textOf))
          return acked.slice(0, before).filter((text) => !told.has(text))
        }
        await hook.until(() => missing().length === 0, 15_000).catch(() => expect(missing()).toEqual([]))
      }
      server.kill('SIGKILL')
      await exited
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  expect(acked.length).toBeGreaterThanOrEqual(KILLS * 40)
  // At least once: some may be told twice, and then in order too.
  const order = [...new Set(hook.received.map(textOf))]
  for (const userId of ['alice', 'carol', 'dave']) {
    const own = order.filter((text) => text.split('/')[1] === userId).map((text) => text.split('/').map(Number))
    const sorted = [...own].sort((a, b) => a[0]! - b[0]! || a[2]! - b[2]!)
    expect(own).toEqual(sorted)
  }
  expect(hook.received.length).toBeLessThan(order.length * 1.5)
}, 120_000)

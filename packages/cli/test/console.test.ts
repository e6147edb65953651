import { testIm } from '@signet/testkit'
import { expect, test } from 'vitest'
import { signet } from './signet.ts'

test('[CON2] console reset-password lets the owner in again with a one-time password, beside a running server', async () => {
  await using im = await testIm()
  const { out, code } = signet(['console', 'reset-password', '--data', im.dir, '--json'])
  expect(code).toBe(0)
  const { name, password } = JSON.parse(out) as { name: string; password: string }
  const signIn = (attempt: string) =>
    fetch(`${im.url}/console/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: im.url },
      body: JSON.stringify({ name, password: attempt }),
    })
  expect((await signIn(im.server.firstRun?.password ?? '')).ok).toBe(false)
  const answer = await signIn(password)
  expect(answer.ok).toBe(true)
  expect(await answer.json()).toMatchObject({ mustChange: true })
})

test('console reset-password of nobody is refused', async () => {
  await using im = await testIm()
  const { code, err } = signet(['console', 'reset-password', '--name', 'nobody', '--data', im.dir])
  expect(code).not.toBe(0)
  expect(err).toContain('nobody')
})

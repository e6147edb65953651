import { pushGateway, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { ownerOf, staffOf } from './console-staff.ts'

it('[PSH7] the push gateway is set, tried, replaced and removed in the console; its secret is told when it is made, and to who may ask', async () => {
  await using gateway = await pushGateway()
  await using im = await testIm({ config: { webhooks: { allowedTargets: ['loopback'] } } })
  const owner = await ownerOf(im)
  const path = `applications/${im.sdkAppId}/push-gateway`
  const [empty] = [await owner.ask('GET', path)]
  expect(empty.body).toMatchObject({ gateway: null, state: { waiting: 0 } })
  expect((await owner.ask('POST', `${path}/try`, { userId: 'bob' })).status).toBe(400)
  expect((await owner.ask('POST', path, { url: 'https://10.0.0.1/', language: 'zh' })).status).toBe(400)
  expect((await owner.ask('POST', path, { url: gateway.url, language: 'fr' })).status).toBe(400)

  const set = (await owner.ask('POST', path, { url: gateway.url, language: 'zh' })).body as { secret: string }
  expect(set).toMatchObject({ gateway: { url: gateway.url, language: 'zh' }, secret: expect.stringMatching(/^whsec_/) })
  const changed = await owner.ask('POST', path, { url: gateway.url, language: 'en' })
  expect(changed.body).toMatchObject({ gateway: { language: 'en' } })
  expect(changed.body).not.toHaveProperty('secret')
  expect((await owner.ask('POST', `${path}/reveal`)).body).toEqual({ secret: set.secret })
  expect((await owner.ask('POST', `${path}/try`, { userId: 'bob' })).body).toMatchObject({ ok: true })
  expect(gateway.pushes).toMatchObject([{ To_Account: 'bob', Test: true }])
  const rotated = (await owner.ask('POST', `${path}/rotate`)).body as { secret: string }
  expect(rotated.secret).not.toBe(set.secret)

  const reader = await staffOf(im, 'reader', 'readOnly')
  const seen = await reader.ask('GET', path)
  expect(JSON.stringify(seen.body)).not.toContain('whsec_')
  expect((await reader.ask('POST', `${path}/reveal`)).status).toBe(403)

  await owner.ask('DELETE', path)
  expect((await owner.ask('GET', path)).body).toMatchObject({ gateway: null })
})

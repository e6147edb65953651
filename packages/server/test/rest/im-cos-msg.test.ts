import { randomBytes } from 'node:crypto'
import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { bytesOf, get, sendFile, uploadAs, urlFor } from '../file-client.ts'
import { OK, rest } from './call.ts'
import { otherApp } from './other-app.ts'

const FORBID = 'im_cos_msg/forbid_illegal_object'
const ALLOW = 'im_cos_msg/allow_banned_object'
const SIGN = 'im_cos_msg/get_cos_sig'

it('[FILE13] what the application keeps back is read by nobody, as often as it is uploaded, until it is given back', async () => {
  await using im = await testIm()
  const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
  const bytes = randomBytes(50)
  const { fileId, url } = await uploadAs(im, alice, bytes)
  await sendFile(alice, { to: 'bob' }, fileId)
  const bobs = (await urlFor(bob, fileId))!
  const statuses = async () => [(await get(im, url)).status, (await get(im, bobs)).status]
  expect(await statuses()).toEqual([200, 200])
  expect(await rest(im, FORBID, { RawURL: im.url + url })).toEqual(OK)
  expect(await statuses()).toEqual([404, 404])
  const again = await uploadAs(im, bob, bytes, 'other.bin')
  expect((await get(im, again.url)).status).toBe(404)
  expect((await get(im, (await uploadAs(im, bob, randomBytes(50))).url)).status).toBe(200)
  expect(await rest(im, ALLOW, { RawURL: url })).toEqual(OK)
  expect(await statuses()).toEqual([200, 200])
})

it('[FILE13] the application reads each of its files for 15 minutes, and no file of another', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  const bytes = randomBytes(50)
  const { fileId, url } = await uploadAs(im, alice, bytes)
  const RawURL = im.url + url
  const sign = async (...call: Parameters<typeof rest> extends [unknown, unknown, ...infer R] ? R : never) =>
    (await rest(im, SIGN, ...call))['PreSigURLs'] as {
      PreSigURL: string
      Status: number
      ResourceID: number
      Code: number
    }[]
  await rest(im, FORBID, { RawURL })
  const missing = `${im.url}/files/${fileId.slice(0, -4)}0000`
  const RawURLs = [RawURL, missing, 'https://elsewhere.test/x', 'not an address'].map((one, ResourceID) => ({
    ResourceID,
    RawURL: one,
  }))
  const signed = await sign({ RawURLs })
  expect(signed.map(({ ResourceID, Status, Code }) => [ResourceID, Status, Code])).toEqual([
    [0, 1, 0],
    [1, 2, 114000],
    [2, 2, 114000],
    [3, 2, 114000],
  ])
  const mine = new URL(signed[0]!.PreSigURL)
  const path = mine.pathname + mine.search
  const answer = await get(im, path)
  expect([answer.status, (await bytesOf(answer)).equals(bytes)]).toEqual([200, true])
  const { status } = await get(im, path.replace('a=1', 'a=0'))
  expect(status).toBeGreaterThanOrEqual(400)
  expect((await get(im, `${url}&a=1`)).status).toBeGreaterThanOrEqual(400)
  im.clock.advance(15 * 60_000 + 1000)
  expect((await get(im, path)).status).toBeGreaterThanOrEqual(400)
  const other = await otherApp(im)
  expect((await sign({ RawURLs: RawURLs.slice(0, 1) }, other)).map(({ Status }) => Status)).toEqual([2])
  expect((await rest(im, ALLOW, { RawURL }, other)).ErrorCode).toBe(114000)
})

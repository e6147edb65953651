import { testIm } from '@signet/testkit'
import { expect, test } from 'vitest'
import { ownerOf } from './console-staff.ts'
import { codeOf, say } from './talk.ts'

interface Listed {
  readonly total: number
  readonly words: readonly { readonly keyword: string; readonly hits: number; readonly action: string }[]
}

test('[AUD5] a word that is only counted lets messages through, and does not keep another from blocking them', async () => {
  await using im = await testIm()
  const owner = await ownerOf(im)
  const where = `applications/${im.sdkAppId}/words`
  const list = async (query = '') => (await owner.ask('GET', `${where}${query}`)).body as unknown as Listed
  const words = [
    // The counted one begins first and is longer: by itself it would win.
    { keyword: 'buy gold now', isPattern: false, action: 'report' },
    { keyword: 'gold', isPattern: false, action: 'block' },
    { keyword: 'silver', isPattern: false, action: 'replace', replaced: '***' },
    { keyword: 'wech?at', isPattern: true, action: 'report' },
  ]
  expect((await owner.ask('POST', where, { words })).status).toBe(200)
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  expect(await codeOf(say(alice, 'bob', 'please BUY GOLD NOW'))).not.toBe(0)
  expect(await codeOf(say(alice, 'bob', 'add me on WECHAT, wechat, wecat'))).toBe(0)
  expect(await codeOf(say(alice, 'bob', 'some silver'))).toBe(0)
  const { messages } = await bob.request('history', { conversation: 'C2Calice' })
  expect(messages.map(({ body }) => body[0]?.MsgContent)).toEqual([
    { Text: 'add me on WECHAT, wechat, wecat' },
    { Text: 'some ***' },
  ])
  expect((await list()).words.map(({ keyword, hits }) => [keyword, hits])).toEqual([
    ['buy gold now', 1],
    ['gold', 1],
    ['silver', 1],
    ['wech?at', 1],
  ])
  expect(await list('?action=report&contains=WECH')).toMatchObject({ total: 1, words: [{ keyword: 'wech?at' }] })

  const attempt = await owner.ask('POST', `${where}/try`, { text: 'silver on wechat' })
  expect(attempt.body).toMatchObject({
    outcome: 'replaced',
    text: '*** on wechat',
    words: [
      { keyword: 'wech?at', action: 'report' },
      { keyword: 'silver', action: 'replace' },
    ],
  })
  expect((await list()).words.map(({ hits }) => hits)).toEqual([1, 1, 1, 1])
  const entry = (await owner.ask('GET', 'audit?limit=1')).text
  expect(entry).toContain('words.try')
  expect(entry).not.toContain('silver on')

  const gone = { words: [{ keyword: 'gold', isPattern: false, library: 'local' }] }
  expect((await owner.ask('DELETE', where, gone)).status).toBe(200)
  expect(await codeOf(say(alice, 'bob', 'gold'))).toBe(0)
})

test('a pattern that cannot be read is refused with why, and nothing is added', async () => {
  await using im = await testIm()
  const owner = await ownerOf(im)
  const where = `applications/${im.sdkAppId}/words`
  const words = [
    { keyword: 'fine', isPattern: false, action: 'block' },
    { keyword: '(', isPattern: true, action: 'block' },
  ]
  const answer = await owner.ask('POST', where, { words })
  expect([answer.status, answer.body['name']]).toEqual([400, 'AUDIT_PARAMETER'])
  expect((await owner.ask('GET', where)).body).toMatchObject({ all: 0 })
})

import { type RawClient, RawError, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { OK, rest, restRaw } from './call.ts'
import { play } from './scenario.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
let random = 1
const say = (client: RawClient, to: string, words: string, options: object = {}) =>
  client.request('send', { to, random: random++, clientTime: 1, body: text(words), ...options })
const codeOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return (error as RawError).code
}
const id = expect.any(String)

it('[AUD1] words are replaced in what users write, or block it, from the next message on', async () => {
  await using im = await testIm()
  const SdkAppId = im.sdkAppId
  const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
  const mgr = (command: string, fields: object) => rest(im, `im_msg_audit_mgr/${command}`, { SdkAppId, ...fields })
  const LocalAuditWords = [
    { Keyword: 'darn', WordType: 1, FilterType: 1, ReplacedContent: '#' },
    { Keyword: '\\d{11}', WordType: 2, FilterType: 1 },
    { Keyword: 'forbidden', WordType: 1, FilterType: 2 },
  ]
  expect(await mgr('add_local_audit_keywords', { LocalAuditWords })).toEqual({ ...OK, RequestId: id })
  await say(alice, 'bob', 'Darn, call 12345678901')
  await bob.until(() => bob.messages.length === 1)
  expect(bob.messages[0]!.message.body).toEqual(text('#, call ***'))
  expect(await codeOf(say(alice, 'bob', 'this is FORBIDDEN'))).toBe(80001)
  expect(await codeOf(say(alice, 'bob', 'forbidden', { onlineOnly: true }))).toBe(80001)
  const conversation = 'C2Cbob'
  const edit = { conversation, seq: 1, version: 0 }
  expect(await codeOf(alice.request('message.modify', { ...edit, body: text('forbidden') }))).toBe(80001)
  await alice.request('message.modify', { ...edit, body: text('darn') })
  const { messages } = await bob.request('history', { conversation: 'C2Calice' })
  expect(messages.map(({ body }) => body)).toEqual([text('#')])
  const listed = (words: string) => [{ From_Account: 'bob', MsgBody: text(words) }]
  expect(await codeOf(alice.request('merged.put', { messages: listed('forbidden') }))).toBe(80001)
  const { key } = await alice.request('merged.put', { messages: listed('darn') })
  expect(await alice.request('merged.get', { key })).toEqual({ messages: listed('#') })
  const { groupId: group } = await alice.request('group.create', { type: 'Meeting', name: 'G' })
  expect(await codeOf(alice.request('send', { group, random: 9, clientTime: 1, body: text('forbidden') }))).toBe(80001)
  await mgr('delete_local_audit_keywords', { LocalAuditWords: [{ Keyword: 'forbidden', WordType: 1 }] })
  await say(alice, 'bob', 'forbidden no more')
})

it('[AUD4] words are listed in pages, counted, and limited', async () => {
  await using im = await testIm()
  const SdkAppId = im.sdkAppId
  const word = (Keyword: string, more: object = {}) => ({ Keyword, WordType: 1, FilterType: 1, ...more })
  const call = (command: string, fields: object, gives: object | number) => ({
    call: `im_msg_audit_mgr/${command}`,
    with: { SdkAppId, ...fields },
    gives,
  })
  await play(im, [
    call('add_local_audit_keywords', { LocalAuditWords: [word('a'), word('b', { FilterType: 2 })] }, { RequestId: id }),
    call('add_local_audit_keywords', { LocalAuditWords: [word('a', { ReplacedContent: '!' })] }, { RequestId: id }),
    call('add_local_audit_keywords', { LocalAuditWords: [word('x+', { WordType: 2 })] }, { RequestId: id }),
    call('add_local_audit_keywords', { LocalAuditWords: [word('(', { WordType: 2 })] }, 10004),
    call('add_local_audit_keywords', { LocalAuditWords: [word(' ')] }, 10004),
    call('add_local_audit_keywords', { LocalAuditWords: [word('x'.repeat(201))] }, 10004),
    call('add_local_audit_keywords', { SdkAppId: 1, LocalAuditWords: [word('a')] }, 10004),
    call(
      'get_local_audit_keywords',
      { Offset: 0, Limit: 10, Keyword: 'a' },
      {
        RequestId: id,
        LocalAuditWords: [
          { Id: id, Keyword: 'a', WordType: 1, FilterType: 1, ReplacedContent: '!', UpdateTime: expect.any(Number) },
        ],
        TotalCount: 1,
        TotalRegCount: 0,
        CurCount: 1,
        CurRegCount: 0,
      },
    ),
  ])
  const page = await rest(im, 'im_msg_audit_mgr/get_local_audit_keywords', { SdkAppId, Offset: 1, Limit: 1 })
  expect(page).toMatchObject({ TotalCount: 3, TotalRegCount: 1, CurCount: 1 })
  const add = async (...LocalAuditWords: object[]) =>
    (await rest(im, 'im_msg_audit_mgr/add_local_audit_keywords', { SdkAppId, LocalAuditWords })).ErrorCode
  const patterns = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => word(`p${from + i}`, { WordType: 2 }))
  expect(await add(word('(a?){1000}b', { WordType: 2 }))).toBe(10004)
  const batches = await Promise.all(Array.from({ length: 12 }, (_, i) => add(...patterns(100 + 10 * i, 10))))
  expect(batches.filter((code) => code === 0)).toHaveLength(9)
  expect(await add(...patterns(300, 9))).toBe(0)
  expect(await add(...patterns(400, 1))).toBe(10004)
})

it('[AUD1] the words of the library block, and a text is judged by all of them', async () => {
  await using im = await testIm()
  const SdkAppId = im.sdkAppId
  const mgr = (command: string, fields: object) => rest(im, `im_msg_audit_mgr/${command}`, { SdkAppId, ...fields })
  await mgr('add_cloud_audit_keywords', { LibID: 'words', UserKeywords: [{ Content: 'spam', Label: 'Ad' }] })
  expect((await mgr('add_cloud_audit_keywords', { LibID: 'x', UserKeywords: [{ Content: 'a' }] })).ErrorCode).toBe(
    10004,
  )
  await mgr('add_local_audit_keywords', { LocalAuditWords: [{ Keyword: 'meh', WordType: 1, FilterType: 1 }] })
  expect(await mgr('get_cloud_audit_keywords_ids', { Offset: 0, Limit: 10 })).toMatchObject({
    TotalCount: 1,
    Infos: [{ ID: 'words', Suggestion: 'Block' }],
  })
  expect(await mgr('get_cloud_audit_keywords', { LibID: 'words', Offset: 0, Limit: 10 })).toMatchObject({
    TotalCount: 1,
    Infos: [{ Content: 'spam', Label: 'Ad' }],
  })
  const judge = (ContentType: string, Content: string) =>
    rest(im, 'im_msg_audit/content_moderation', { AuditName: 'C2C', ContentType, Content })
  expect(await judge('Text', 'Meh and SPAM')).toMatchObject({ Result: 'Block', Score: 100, Keywords: ['meh', 'spam'] })
  expect(await judge('Text', 'meh')).toMatchObject({ Result: 'Review', Label: 'Composite' })
  expect(await judge('Text', 'fine')).toMatchObject({ Result: 'Pass', Label: 'Normal', Keywords: [] })
  expect((await judge('Image', 'http://x')).ErrorCode).toBe(10004)
  const Contents = [
    { ContentId: 7, ContentType: 'Text', Content: 'spam' },
    { ContentId: 8, ContentType: 'Image', Content: 'http://x' },
  ]
  expect(await rest(im, 'im_msg_audit/batch_content_moderation', { AuditName: 'Group', Contents })).toMatchObject({
    AuditResults: [
      { ContentId: 7, ErrorCode: 0, Result: 'Block' },
      { ContentId: 8, ErrorCode: 10004 },
    ],
  })
  expect(await mgr('delete_cloud_audit_keywords', { LibID: 'words', Keywords: ['spam', 'eggs'] })).toMatchObject({
    Count: 1,
    Details: [
      { Keyword: 'spam', Deleted: true },
      { Keyword: 'eggs', Deleted: false },
    ],
  })
  expect(await judge('Text', 'spam')).toMatchObject({ Result: 'Pass' })
})

it('[AUD1] older backends name blocking words by their own commands, one of them a GET', async () => {
  await using im = await testIm()
  const words = (...DirtyWordsList: string[]) => ({ DirtyWordsList })
  const step = (command: string, fields: object, gives: object | number, rows: Record<string, number>) => ({
    call: `openim_dirty_words/${command}`,
    with: fields,
    gives,
    rows,
  })
  await play(im, [
    step('add', words('bad', 'worse', 'bad'), {}, { audit_word: 2 }),
    step('add', words('bad', 'x'.repeat(201)), 10004, {}),
    step('add', words(), 10004, {}),
    step('get', {}, words('bad', 'worse'), {}),
    step('delete', words('bad', 'unknown'), {}, { audit_word: -1 }),
  ])
  const read = await restRaw(im, 'openim_dirty_words/get', null, { method: 'GET' })
  expect(await read.json()).toMatchObject(words('worse'))
  const other = await restRaw(im, 'openim_dirty_words/add', null, { method: 'GET' })
  expect(await other.json()).toMatchObject({ ErrorCode: 10003 })
  const ann = await im.enter('ann')
  await im.enter('ben')
  const body = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'even worse' } }]
  const sent = ann.request('send', { to: 'ben', random: 1, clientTime: 1, body } as never)
  await expect(sent).rejects.toMatchObject({ code: 80001 })
})

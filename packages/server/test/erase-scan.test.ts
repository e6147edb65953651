import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { sendFile, uploadAs, urlFor } from './file-client.ts'
import { rest } from './rest/call.ts'

const GONE = 'gone-for-good-4711'
const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
let random = 1
const say = (client: RawClient, to: object, words: string, more: object = {}) =>
  client.request('send', { ...to, random: random++, clientTime: 1, body: text(words), ...more })

/** Does everything that leaves a trace of a user somewhere. */
async function live(im: TestIm): Promise<void> {
  const [gone, bob] = [await im.enter(GONE), await im.enter('bob')]
  const there = { conversation: 'C2Cbob' }
  await gone.request('profile.set', { items: [{ tag: 'Tag_Profile_IM_SelfSignature', value: `I am ${GONE}` }] })
  await gone.request('friend.add', { userId: 'bob', source: 'AddSource_Type_Web' })
  await gone.request('follow.add', { userIds: ['bob'] })
  await bob.request('follow.add', { userIds: [GONE] })
  await gone.request('blacklist.add', { userIds: ['bob'] })
  await gone.request('blacklist.remove', { userIds: ['bob'] })
  await bob.request('blacklist.add', { userIds: [GONE] })
  await bob.request('blacklist.remove', { userIds: [GONE] })
  const { seq } = await say(bob, { to: GONE }, 'hi', { needReceipt: true })
  await say(gone, { to: 'bob' }, 'hello')
  await gone.request('message.read', there)
  await gone.request('message.receipt', { ...there, seqs: [seq] })
  await gone.request('reaction.add', { ...there, seq, reaction: 'x' })
  await gone.request('conversation.pin', { ...there, pinned: true })
  await gone.request('message.delete', { ...there, seqs: [seq] })
  await bob.request('conversation.pin', { conversation: `C2C${GONE}`, pinned: true })
  const club = { type: 'Public', name: 'club', groupId: 'club' } as const
  await bob.request('group.create', { ...club, members: [{ userId: GONE }] })
  const group = { groupId: 'club' }
  const said = await say(bob, { group: 'club' }, 'read this', { needReceipt: true, mentions: [GONE] })
  await gone.request('message.receipt', { conversation: 'GROUPclub', seqs: [said.seq] })
  await bob.request('group.mute', { ...group, userId: GONE, seconds: 3600 })
  await bob.request('group.pin', { ...group, seq: said.seq, on: true })
  await bob.request('group.create', { type: 'AVChatRoom', name: 'stage', groupId: 'banned' })
  await bob.request('group.ban', { groupId: 'banned', userIds: [GONE], seconds: 3600 })
  await bob.request('group.create', { ...club, groupId: 'closed', joinOption: 'NeedPermission' })
  await gone.request('group.join', { groupId: 'closed' })
  await gone.request('group.create', { ...club, type: 'Private', groupId: 'own' })
  const pinned = await say(gone, { group: 'own' }, 'mine')
  await gone.request('group.pin', { groupId: 'own', seq: pinned.seq, on: true })
  await gone.request('group.invite', { groupId: 'own', userIds: ['bob'] })
  await bob.request('group.setRole', { groupId: 'club', userId: GONE, role: 'Admin' })
  await gone.request('group.create', { type: 'AVChatRoom', name: 'stage', groupId: 'stage' })
  const COMMUNITY = '@TGS#_players'
  const community = { type: 'Community', groupId: COMMUNITY, name: 'P', supportTopic: true } as const
  await bob.request('group.create', { ...community, permission: 0, members: [{ userId: GONE }] })
  const { topicId } = await bob.request('topic.create', { groupId: COMMUNITY, name: 'T' })
  const { permissionId } = await bob.request('permission.create', { groupId: COMMUNITY, name: 'x', permission: 0 })
  await bob.request('permission.addMembers', { groupId: COMMUNITY, permissionId, userIds: [GONE] })
  await gone.request('group.receive', { groupId: topicId, option: 'Discard' })
  await bob.request('group.mute', { groupId: topicId, userId: GONE, seconds: 3600 })
  for (const [name, isSent] of [
    ['sent', true],
    ['kept', false],
  ] as const) {
    const { fileId } = await uploadAs(im, gone, Buffer.from(name), name)
    if (isSent) await sendFile(gone, { to: 'bob' }, fileId)
  }
  const { fileId } = await uploadAs(im, bob, Buffer.from('of bob'))
  await sendFile(bob, { to: GONE }, fileId)
  await im.server.im.globalMute.set(im.sdkAppId, GONE, { c2c: 3600 })
  await rest(im, 'all_member_push/im_add_tag', { UserTags: [{ To_Account: GONE, Tags: ['vip'] }] })
}

/** Where the id stands in the tables, by table: how many rows. */
async function rowsWith(im: TestIm, id: string): Promise<Record<string, number>> {
  const { read } = im.server.im.db
  const tables = await sql<{ name: string }>`select name from sqlite_schema where type = 'table' order by name`.execute(
    read,
  )
  const found: Record<string, number> = {}
  for (const { name } of tables.rows) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(read)
    const count = rows.filter((row) => JSON.stringify(Object.values(row).map(String)).includes(id)).length
    if (count > 0) found[name] = count
  }
  return found
}

/** What stays, by the table that it stays in, and why. */
const STAYS = {
  // What was written stays with the other side, which finds it by this (ACC9).
  c2c_contact: 1,
  // What the other side made of that conversation, and that a successor with this id reads nothing of it (ACC9).
  conversation_setting: 2,
  // Its tickets stay refused (ACC5, ACC9).
  erased_account: 1,
  // Who said that they had read a message of others, and whom others named in theirs: part of what they wrote.
  group_receipt: 1,
  mention: 1,
  // Revisions only grow, also for a successor (REV2): they say nothing but how often something changed.
  user_revision: 6,
}

it('[CHK66][ACC9] after an erasure its id stands nowhere but where a rule says so', async () => {
  await using im = await testIm({ config: { timeline: { url: 'level:' } } })
  await live(im)
  const before = await rowsWith(im, GONE)
  // The scan looks where there is something to find.
  expect(Object.keys(before).length).toBeGreaterThan(Object.keys(STAYS).length + 10)
  await im.server.im.erase(im.sdkAppId, GONE)
  expect(await rowsWith(im, GONE)).toEqual(STAYS)
  await im.server.close()
  const files: string[] = []
  for (const entry of await readdir(im.dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    if ((await readFile(path)).includes(GONE)) files.push(relative(im.dir, path).split(sep)[0]!)
  }
  // The log of the conversations, and the database with the rows above.
  expect([...new Set(files)].sort()).toEqual(['signet.db', 'timeline'])
})

it('[ACC9][FILE3] who gets the UserID later owns and reads no file of the one before; the other side still reads what it was sent', async () => {
  await using im = await testIm()
  const [gone, bob] = [await im.enter(GONE), await im.enter('bob')]
  const mine = await uploadAs(im, gone, Buffer.from('mine'))
  const sent = await uploadAs(im, gone, Buffer.from('sent'))
  const got = await uploadAs(im, bob, Buffer.from('got'))
  await sendFile(gone, { to: 'bob' }, sent.fileId)
  await sendFile(bob, { to: GONE }, got.fileId)
  const all = [mine, sent, got].map(({ fileId }) => fileId)
  await im.server.im.erase(im.sdkAppId, GONE)
  im.clock.advance(2_000)
  const successor = await im.enter(GONE)
  const readBy = async (client: RawClient) => {
    const urls = await Promise.all(all.map((fileId) => urlFor(client, fileId)))
    return urls.map((url) => url !== undefined)
  }
  expect([await readBy(successor), await readBy(bob)]).toEqual([
    [false, false, false],
    [false, true, true],
  ])
  im.clock.advance(3 * 86_400_000)
  expect(await im.server.im.files.sweep()).toMatchObject({ files: 1 })
})

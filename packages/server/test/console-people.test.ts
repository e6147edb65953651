import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseApplication } from '../src/erase-application.ts'
import { ownerOf } from './console-staff.ts'
import type { ConsoleVisitor } from './console-visitor.ts'
import { sayInGroup } from './talk.ts'

interface Listed {
  readonly accounts: { readonly userId: string; readonly sessions: number }[]
  readonly groups: { readonly groupId: string; readonly online?: number }[]
  readonly members: { readonly userId: string; readonly role: string; readonly muteUntil: number }[]
  readonly messages: { readonly seq: number; readonly body: unknown }[]
  readonly entries: Record<string, unknown>[]
  readonly next?: string
}

describe('people and groups at the console', () => {
  let im: TestIm
  let owner: ConsoleVisitor
  let where: string

  beforeAll(async () => {
    im = await testIm()
    owner = await ownerOf(im)
    where = `applications/${im.sdkAppId}`
  })
  afterAll(() => im.close())

  const get = async (path: string): Promise<Listed> => {
    const { status, body } = await owner.ask('GET', path)
    expect([path, status]).toEqual([path, 200])
    return body as unknown as Listed
  }
  const act = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await owner.ask(method, `${where}/${path}`, body)
    expect([path, answer.status, answer.text.slice(0, 200)]).toEqual([path, 200, expect.any(String)])
    return answer.body
  }
  const newest = async (): Promise<Record<string, unknown>> => (await get('audit?limit=1')).entries[0]!

  test('an import takes what it can, and says of each other row why not', async () => {
    const rows = [
      { userId: 'ann', nick: 'Ann' },
      { userId: 'bad/id' },
      { userId: 'bob', nick: 'x'.repeat(501) },
      { userId: '__proto__' },
    ]
    expect(await act('POST', 'accounts/import', { accounts: rows })).toEqual({
      imported: 1,
      refused: [
        { userId: 'bad/id', reason: expect.stringContaining('slash') },
        { userId: 'bob', reason: expect.stringContaining('Nick') },
        { userId: '__proto__', reason: expect.stringContaining('UserID') },
      ],
    })
    expect(await newest()).toMatchObject({
      action: 'account.import',
      who: 'owner',
      outcome: 'done',
      detail: { after: { imported: 1, refused: 3 } },
    })
  })

  test('accounts are found by the beginning of their ids and by a part of the nick, page by page', async () => {
    const accounts = Array.from({ length: 45 }, (_, i) => ({ userId: `page-${10 + i}`, nick: `Élodie ${i}` }))
    await act('POST', 'accounts/import', { accounts })
    const seen: string[] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: Listed = await get(`${where}/accounts?prefix=page-&limit=20&after=${after}`)
      seen.push(...page.accounts.map(({ userId }) => userId))
      after = page.next
    }
    expect(seen).toEqual(accounts.map(({ userId }) => userId))
    const byNick = await get(`${where}/accounts?nick=${encodeURIComponent('ÉLODIE 4')}`)
    expect(byNick.accounts.map(({ userId }) => userId)).toEqual([
      'page-14',
      ...[0, 1, 2, 3, 4].map((i) => `page-${50 + i}`),
    ])
    for (const odd of ['%', '_', "'", '"; --', '\\']) {
      expect((await get(`${where}/accounts?nick=${encodeURIComponent(odd)}`)).accounts).toEqual([])
    }
  })

  test('[SES4] one session is ended and the others stay; the log says so; of another account nobody ends it', async () => {
    const [phone, tablet] = [await im.enter('many-devices'), await im.enter('many-devices')]
    const sessionsNow = async () => {
      const { sessions } = (await get(`${where}/accounts/one?userId=many-devices`)) as unknown as {
        sessions: { id: string }[]
      }
      return sessions.map(({ id }) => id)
    }
    const [first, second] = await sessionsNow()
    const end = (userId: string, session = first) =>
      owner.ask('POST', `${where}/accounts/sessions/end`, { userId, session })
    expect((await end('somebody-else')).status).toBe(400)
    expect((await end('many-devices')).status).toBe(200)
    await phone.until(() => phone.closed !== undefined, 'the end')
    expect(phone.pushes.at(-1)).toMatchObject({ type: 'kicked', reason: 'REST_API_Kick' })
    expect(await sessionsNow()).toEqual([second])
    expect(tablet.closed).toBeUndefined()
    expect((await end('many-devices')).status).toBe(400)
    const { entries } = await get('audit?action=account.session.end')
    expect(entries.map(({ outcome, target }) => [outcome, target])).toEqual([
      ['BAD_PARAMETER', { kind: 'account', id: 'many-devices' }],
      ['done', { kind: 'account', id: 'many-devices' }],
      ['BAD_PARAMETER', { kind: 'account', id: 'somebody-else' }],
    ])
    // Its ticket is still good.
    await im.enter('many-devices')
    await act('POST', 'accounts/kick', { userId: 'many-devices' })
  })

  test('a kick ends the sessions, a mute keeps from sending, and both are in the log', async () => {
    const alice = await im.enter('kicked')
    expect((await get(`${where}/accounts?prefix=kicked`)).accounts[0]).toMatchObject({ sessions: 1 })
    await act('POST', 'accounts/kick', { userId: 'kicked' })
    await alice.closed
    expect((await get(`${where}/accounts?prefix=kicked`)).accounts[0]).toMatchObject({ sessions: 0 })
    expect(await newest()).toMatchObject({
      action: 'account.kick',
      sdkAppId: im.sdkAppId,
      target: { kind: 'account', id: 'kicked' },
    })
    await act('POST', 'accounts/mute', { userId: 'kicked', group: 60 })
    expect(await get(`${where}/accounts/one?userId=kicked`)).toMatchObject({ mute: { c2c: 0, group: 60 } })
  })

  test('a profile is changed by the rules of the server API, and the log says which fields only', async () => {
    const items = [{ tag: 'Tag_Profile_IM_SelfSignature', value: 'a private thought' }]
    await act('PATCH', 'accounts/profile', { userId: 'ann', items })
    expect(JSON.stringify(await get(`${where}/accounts/one?userId=ann`))).toContain('a private thought')
    const entry = await newest()
    expect(entry).toMatchObject({ detail: { after: { fields: ['Tag_Profile_IM_SelfSignature'] } } })
    expect(JSON.stringify(entry)).not.toContain('private thought')
    const bad = await owner.ask('PATCH', `${where}/accounts/profile`, {
      userId: 'ann',
      items: [{ tag: 'Tag_Profile_IM_Gender', value: 'x' }],
    })
    expect([bad.status, (await newest())['outcome']]).toEqual([400, bad.body['name']])
  })

  test('[CHK66] [CON16] erasing takes a typed UserID, and the log names the account nowhere afterwards', async () => {
    await act('POST', 'accounts', { userId: 'gone-for-good', nick: 'Gone' })
    const { groupId } = await act('POST', 'groups', { type: 'Public', name: 'With gone', owner: 'ann' })
    await act('POST', 'groups/members', { groupId, userIds: ['gone-for-good'] })
    await act('POST', 'accounts/mute', { userId: 'gone-for-good', c2c: 60 })
    const refused = await owner.ask('DELETE', `${where}/accounts`, { userId: 'gone-for-good', confirm: 'gone' })
    expect(refused.status).toBe(400)
    await act('DELETE', 'accounts', { userId: 'gone-for-good', confirm: 'gone-for-good' })
    expect((await get(`${where}/accounts?prefix=gone`)).accounts).toEqual([])
    const log = await get(`audit?sdkAppId=${im.sdkAppId}&limit=200`)
    expect(JSON.stringify(log)).not.toContain('gone-for-good')
    const { db } = im.server.im
    const kept = [
      await db.read.selectFrom('console_audit').selectAll().execute(),
      await db.read.selectFrom('console_audit_account').selectAll().execute(),
    ]
    expect(JSON.stringify(kept)).not.toContain('gone-for-good')
    expect(log.entries[0]).toMatchObject({
      action: 'account.erase',
      outcome: 'done',
      target: { kind: 'account', id: expect.stringMatching(/^erased-[0-9a-f]{12}$/) },
    })
  })

  test('groups are found by id, name and type; members are added, raised, muted and removed', async () => {
    await act('POST', 'accounts/import', { accounts: [{ userId: 'boss' }, { userId: 'hand' }] })
    await act('POST', 'groups', { type: 'Public', name: 'Gärtner', groupId: 'g-garden', owner: 'boss' })
    await act('POST', 'groups', { type: 'Private', name: 'Work', groupId: 'g-work', owner: 'boss' })
    expect((await get(`${where}/groups?prefix=g-`)).groups.map(({ groupId }) => groupId)).toEqual([
      'g-garden',
      'g-work',
    ])
    expect((await get(`${where}/groups?name=${encodeURIComponent('GÄRT')}`)).groups).toHaveLength(1)
    expect((await get(`${where}/groups?prefix=g-&type=Private`)).groups).toHaveLength(1)
    await act('POST', 'groups/members', { groupId: 'g-garden', userIds: ['hand'] })
    await act('POST', 'groups/role', { groupId: 'g-garden', userId: 'hand', role: 'Admin' })
    await act('POST', 'groups/mute', { groupId: 'g-garden', userIds: ['hand'], seconds: 60 })
    const { members } = await get(`${where}/groups/members?groupId=g-garden`)
    expect(members).toMatchObject([{ role: 'Owner' }, { userId: 'hand', role: 'Admin', muteUntil: expect.any(Number) }])
    expect(Math.abs(members[1]!.muteUntil - im.clock.now() - 60_000)).toBeLessThan(5000)
    expect(await get(`${where}/groups/joined?userId=hand`)).toMatchObject({
      groups: [{ groupId: 'g-garden', name: 'Gärtner', type: 'Public', role: 'Admin' }],
    })
    await act('POST', 'groups/transfer', { groupId: 'g-garden', owner: 'hand' })
    await act('DELETE', 'groups/members', { groupId: 'g-garden', userIds: ['boss'] })
    expect((await get(`${where}/groups/members?groupId=g-garden`)).members).toMatchObject([{ userId: 'hand' }])
    expect((await owner.ask('DELETE', `${where}/groups`, { groupId: 'g-garden', confirm: 'no' })).status).toBe(400)
    await act('DELETE', 'groups', { groupId: 'g-garden', confirm: 'g-garden' })
    expect((await get(`${where}/groups?prefix=g-`)).groups).toHaveLength(1)
  })

  test('[CON15] messages are shown with a reason only, and each look is in the log before anything is shown', async () => {
    await act('POST', 'accounts/import', { accounts: [{ userId: 'teller' }] })
    await act('POST', 'groups', { type: 'Public', name: 'Talk', groupId: 'g-talk', owner: 'teller' })
    const teller = await im.enter('teller')
    for (const text of ['one', 'two', 'a secret of ours']) await sayInGroup(teller, 'g-talk', text)
    for (const reason of [undefined, '', '  ', 'ab', 'x'.repeat(201)]) {
      const { status } = await owner.ask('POST', `${where}/groups/messages`, { groupId: 'g-talk', reason })
      expect([reason, status]).toEqual([reason, 400])
    }
    const shown = await act('POST', 'groups/messages', { groupId: 'g-talk', reason: 'complaint 4711' })
    expect(JSON.stringify(shown)).toContain('a secret of ours')
    const entry = await newest()
    expect(entry).toMatchObject({
      action: 'group.messages.read',
      reason: 'complaint 4711',
      target: { kind: 'group', id: 'g-talk' },
      address: '127.0.0.1',
      outcome: 'done',
      detail: { after: { messages: expect.any(Number) } },
    })
    expect(JSON.stringify(entry)).not.toContain('secret of ours')
  })

  test('a live room tells who is inside now, and a ban keeps out', async () => {
    await act('POST', 'groups', { type: 'AVChatRoom', name: 'Live', groupId: 'g-live' })
    const viewer = await im.enter('viewer')
    await viewer.request('group.join', { groupId: 'g-live' })
    expect(await get(`${where}/groups/room?groupId=g-live`)).toMatchObject({
      online: 1,
      recent: [{ userId: 'viewer' }],
    })
    expect((await get(`${where}/groups?type=AVChatRoom`)).groups).toMatchObject([{ online: 1 }])
    await act('POST', 'groups/bans', { groupId: 'g-live', userIds: ['viewer'], seconds: 60 })
    await expect(viewer.request('group.join', { groupId: 'g-live' })).rejects.toThrow()
    expect(await get(`${where}/groups/bans?groupId=g-live`)).toMatchObject({ users: [{ userId: 'viewer' }] })
    await act('DELETE', 'groups/bans', { groupId: 'g-live', userIds: ['viewer'] })
    await viewer.request('group.join', { groupId: 'g-live' })
  })

  test('settings come with their bounds, and only what was changed is in the log', async () => {
    expect(await get(`${where}/settings`)).toMatchObject({
      settings: { loginPolicy: 'multi' },
      rules: { maxInstances: { from: 1, to: 10 } },
    })
    await act('PATCH', 'settings', { settings: { roamingDays: 7 } })
    expect(await newest()).toMatchObject({ detail: { before: { roamingDays: 0 }, after: { roamingDays: 7 } } })
    const bad = await owner.ask('PATCH', `${where}/settings`, { settings: { roamingDays: -1, __proto__: 1 } })
    expect([bad.status, bad.body['name']]).toEqual([400, 'BAD_PARAMETER'])
  })

  test('[CHK11] what is another application’s is not found', async () => {
    const other = await im.server.im.accounts.apps.create({ name: 'Other' })
    const there = `applications/${other.sdkAppId}`
    expect((await get(`${there}/accounts`)).accounts.map(({ userId }) => userId)).toEqual(['administrator'])
    expect((await get(`${there}/groups`)).groups).toEqual([])
    for (const path of ['accounts/one?userId=ann', 'groups/one?groupId=g-talk', 'groups/members?groupId=g-talk']) {
      expect([path, (await owner.ask('GET', `${there}/${path}`)).status]).toEqual([path, 400])
    }
  })

  test('[CHK66] [CON16] erasing an application leaves who did what there, and nothing of its users', async () => {
    const { sdkAppId } = await im.server.im.accounts.apps.create({ name: 'Short-lived' })
    const there = `applications/${sdkAppId}`
    await owner.ask('POST', `${there}/accounts`, { userId: 'mayfly' })
    await owner.ask('PATCH', `${there}/settings`, { settings: { roamingDays: 7 } })
    await eraseApplication(im.server.im, sdkAppId)
    const { entries } = await get(`audit?sdkAppId=${sdkAppId}`)
    expect(entries.map(({ action }) => action)).toEqual(['application.settings', 'account.create'])
    expect(JSON.stringify(entries)).not.toContain('mayfly')
    expect(entries[0]).toMatchObject({ target: { kind: 'application' }, detail: { after: { roamingDays: 7 } } })
  })

  test('the log is read page by page and by what it is about', async () => {
    const first = await get('audit?limit=3')
    const second = await get(`audit?limit=3&before=${first.next}`)
    const ids = [...first.entries, ...second.entries].map((entry) => String(entry['id']))
    expect(ids).toEqual([...new Set(ids)].sort().reverse())
    expect((await get('audit?action=group.')).entries.every(({ action }) => String(action).startsWith('group.'))).toBe(
      true,
    )
    expect((await get('audit?who=nobody')).entries).toEqual([])
    expect((await get('audit?target=g-work')).entries.length).toBeGreaterThan(0)
  })
})

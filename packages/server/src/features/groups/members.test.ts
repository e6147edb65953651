import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { CompiledQuery, type KyselyPlugin, type OperationNode, sql, type Transaction } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createInProcessBus } from '../../engine/cluster/in-process.ts'
import { Registry } from '../../engine/realtime/registry.ts'
import { createSecrets } from '../../engine/secrets.ts'
import type { Database } from '../../engine/storage/database.ts'
import { migrate } from '../../engine/storage/migrations.ts'
import { openSqlite } from '../../engine/storage/sqlite.ts'
import { createMemoryTimeline } from '../../engine/timeline/memory.ts'
import type { Tables } from '../../state.ts'
import { createAccounts } from '../accounts/create.ts'
import { applicationsFor, handleApplication } from './applications.ts'
import { banMembers, unbanMembers } from './ban.ts'
import { createGroup } from './create.ts'
import { createGroups, type Groups } from './create-groups.ts'
import { dissolveGroup } from './dissolve.ts'
import { groupInfos, joinedGroups } from './info.ts'
import { inviteMembers } from './invite.ts'
import { joinGroup } from './join.ts'
import { kickMembers } from './kick.ts'
import type { LiveRooms } from './live-rooms.ts'
import { memberPage, membersNamed } from './member-list.ts'
import { muteMember } from './mute.ts'
import { quitGroup } from './quit.ts'
import { setRole } from './role.ts'
import { transferGroup } from './transfer.ts'
import { updateGroup } from './update.ts'

const USERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
/** What rooms tell is tested with rooms. */
const noRooms = { tell() {} } as unknown as LiveRooms
let folder: string
let db: Database<Tables>
let groups: Groups
let sdkAppId: number
let open: (database: Database<Tables>) => Groups

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-groups-'))
  db = await openSqlite<Tables>(join(folder, 'signet.db'))
  await migrate(db)
  const accounts = createAccounts({ db, secrets: createSecrets(randomBytes(32)) })
  sdkAppId = (await accounts.apps.create({ name: 'Shop' })).sdkAppId
  await accounts.importMany(
    sdkAppId,
    USERS.map((userId) => ({ userId })),
  )
  const bus = createInProcessBus()
  const registry = new Registry(bus, () => true)
  const onUntold = (error: unknown) => expect.unreachable(String(error))
  open = (database) =>
    createGroups({
      db: database,
      timeline: createMemoryTimeline(),
      accounts,
      registry,
      bus,
      rooms: noRooms,
      messagesPerSecond: 1_000,
      onUntold,
      now: Date.now,
    })
  groups = open(db)
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

const app = () => ({ sdkAppId, actor: { kind: 'app' as const } })

/** Every member, by pages of `limit`. */
async function walk(groupId: string, limit: number): Promise<string[]> {
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await memberPage(groups, app(), groupId, { limit, cursor })
    seen.push(...page.members.map(({ userId }) => userId))
    cursor = page.cursor
    if (cursor === undefined) return seen
  }
}

test('[GRP15] the count of members is their number, whatever people do, and pages show each once in the order they came', async () => {
  const user = fc.constantFrom(...USERS.slice(1))
  const step = fc.oneof(
    fc.record({ do: fc.constant('join' as const), user }),
    fc.record({ do: fc.constant('quit' as const), user }),
    fc.record({ do: fc.constant('kick' as const), user }),
    fc.record({ do: fc.constant('invite' as const), user }),
    fc.record({ do: fc.constant('ban' as const), user }),
    fc.record({ do: fc.constant('unban' as const), user }),
    fc.record({ do: fc.constant('transfer' as const), user }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const owner = { sdkAppId, userId: 'a' }
      const { groupId } = await createGroup(
        groups,
        { sdkAppId, actor: { kind: 'user', userId: 'a' } },
        {
          type: 'Public',
          name: 'P',
          joinOption: 'FreeAccess',
          maxMembers: 5,
        },
      )
      const inside = [owner.userId]
      const banned = new Set<string>()
      let boss = owner.userId
      for (const { do: what, user: userId } of steps) {
        const isIn = inside.includes(userId)
        const fits = !isIn && !banned.has(userId) && inside.length < 5
        const out = () => inside.splice(inside.indexOf(userId), 1)
        const self = { sdkAppId, userId }
        const ok = await act().then(
          () => true,
          () => false,
        )
        async function act(): Promise<unknown> {
          if (what === 'join') return await joinGroup(groups, self, groupId)
          if (what === 'quit') return await quitGroup(groups, self, groupId)
          if (what === 'kick') return await kickMembers(groups, app(), groupId, [userId])
          if (what === 'invite') return await inviteMembers(groups, app(), groupId, [userId])
          if (what === 'ban') return await banMembers(groups, app(), groupId, { userIds: [userId], seconds: 600 })
          if (what === 'unban') return await unbanMembers(groups, app(), groupId, [userId])
          return await transferGroup(groups, app(), groupId, userId)
        }
        if (what === 'join' || what === 'invite') {
          if (fits) inside.push(userId)
        } else if (what === 'transfer') {
          expect(ok).toBe(isIn)
          if (isIn) boss = userId
        } else if (what === 'unban') {
          banned.delete(userId)
        } else {
          // The owner is nobody's to remove, and does not leave.
          expect(ok).toBe(userId !== boss && (what !== 'quit' || isIn))
          if (what === 'ban' && ok) banned.add(userId)
          if (isIn && ok) out()
        }
      }
      const [group] = await groups.store.groups(sdkAppId, [groupId])
      expect(group!.member_count).toBe(inside.length)
      expect(group!.owner_id).toBe(boss)
      for (const limit of [1, 2, 100]) expect(await walk(groupId, limit)).toEqual(inside)
      await dissolveGroup(groups, app(), groupId)
    }),
    { numRuns: 25 },
  )
})

test('[GRP15] who leaves while somebody pages shifts nobody, and who comes is at the end', async () => {
  const members = USERS.slice(1, 6).map((userId) => ({ userId }))
  const { groupId } = await createGroup(groups, app(), { type: 'Community', name: 'C', owner: 'a', members })
  const first = await memberPage(groups, app(), groupId, { limit: 3 })
  expect(first.members.map(({ userId }) => userId)).toEqual(['a', 'b', 'c'])
  await kickMembers(groups, app(), groupId, ['b', 'c', 'd'])
  await inviteMembers(groups, app(), groupId, ['g', 'b'])
  const rest = await memberPage(groups, app(), groupId, { limit: 100, cursor: first.cursor })
  expect(rest.members.map(({ userId }) => userId)).toEqual(['e', 'f', 'g', 'b'])
  await expect(memberPage(groups, app(), groupId, { limit: 3, cursor: 'x' })).rejects.toMatchObject({ code: 10004 })
})

test('[GRP15] the groups of a user come in pages, each once', async () => {
  const made: string[] = []
  for (let i = 0; i < 7; i++)
    made.push((await createGroup(groups, app(), { type: 'Public', name: 'P', owner: 'a' })).groupId)
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await joinedGroups(groups, sdkAppId, 'a', { limit: 3, cursor })
    seen.push(...page.groups.map(({ group }) => group.groupId))
    cursor = page.cursor
    if (cursor === undefined) break
  }
  expect(seen).toEqual(made.sort())
})

test('[GRP13] what waits for an answer comes in pages over all groups that one manages, each once', async () => {
  const waiting: string[] = []
  for (const name of ['g1', 'g2', 'g3']) {
    const members = [{ userId: 'h', role: 'Admin' as const }]
    await createGroup(groups, app(), { type: 'Public', name, groupId: name, owner: name === 'g2' ? 'b' : 'a', members })
    for (const userId of ['c', 'd', 'e']) {
      await joinGroup(groups, { sdkAppId, userId }, name)
      waiting.push(`${name}/${userId}`)
    }
  }
  const all = async (userId: string) => {
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await applicationsFor(groups, sdkAppId, userId, { limit: 2, cursor })
      seen.push(...page.applications.map((one) => `${one.groupId}/${one.userId}`))
      cursor = page.cursor
      if (cursor === undefined) return seen
    }
  }
  expect(await all('h')).toEqual(waiting)
  expect(await all('a')).toEqual(waiting.filter((one) => !one.startsWith('g2')))
  expect(await all('c')).toEqual([])
})

test('[GRP13] who came in another way, or was banned, waits for no answer any more', async () => {
  const { groupId } = await createGroup(groups, app(), { type: 'Public', name: 'P', owner: 'a' })
  for (const userId of ['b', 'c', 'd']) await joinGroup(groups, { sdkAppId, userId }, groupId)
  await inviteMembers(groups, app(), groupId, ['b'])
  await banMembers(groups, app(), groupId, { userIds: ['c'], seconds: 60 })
  const { applications } = await applicationsFor(groups, sdkAppId, 'a', { limit: 10 })
  expect(applications.map(({ userId }) => userId)).toEqual(['d'])
})

test('[GRP12] a mute ends when the muted one becomes the owner', async () => {
  const { groupId } = await createGroup(groups, app(), {
    type: 'Public',
    name: 'P',
    owner: 'a',
    members: [{ userId: 'b' }],
  })
  await muteMember(groups, app(), groupId, 'b', 60)
  await transferGroup(groups, app(), groupId, 'b')
  expect((await membersNamed(groups, app(), groupId, ['b']))[0]).toMatchObject({ role: 'Owner', muteUntil: 0 })
})

test('[GRP14] what is stored of a group goes with it', async () => {
  const { groupId } = await createGroup(groups, app(), {
    type: 'Public',
    name: 'P',
    owner: 'a',
    members: [{ userId: 'b' }],
  })
  await dissolveGroup(groups, app(), groupId)
  expect(await db.read.selectFrom('group_member').selectAll().execute()).toEqual([])
})

test('[GRP1] a live room has at most five administrators', async () => {
  const { groupId } = await createGroup(groups, app(), { type: 'AVChatRoom', name: 'L', owner: 'a' })
  for (const userId of ['b', 'c', 'd', 'e', 'f']) await setRole(groups, app(), groupId, userId, 'Admin')
  await expect(setRole(groups, app(), groupId, 'g', 'Admin')).rejects.toMatchObject({ code: 10004 })
  await setRole(groups, app(), groupId, 'b', 'Member')
  await setRole(groups, app(), groupId, 'g', 'Admin')
})

/** The same database, with every query that runs on it noted. */
function noting(queries: OperationNode[]): Database<Tables> {
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      queries.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const transaction = <R>(work: (trx: Transaction<Tables>) => Promise<R>) =>
    db.transaction((trx) => work(trx.withPlugin(plugin)))
  return { ...db, read: db.read.withPlugin(plugin), transaction }
}

test('[GRP15][CHK40] no request walks through the members of a group: every query finds its rows by keys', async () => {
  const { groupId } = await createGroup(groups, app(), { type: 'Community', name: 'C', owner: 'a' })
  const fill = sql`with recursive n(i) as (select 2 union all select i + 1 from n where i < 20000)
    insert into group_member select ${sdkAppId}, ${groupId}, 'u' || i, 'Community', 'Member', 0, i, 0, 0, '', '[]', 'AcceptAndNotify', 0 from n`
  await db.write([
    { compile: () => fill.compile(db.read) },
    groups.store.updateGroup(sdkAppId, groupId, { member_count: 20_000, joins: 20_000 }),
  ])
  const queries: OperationNode[] = []
  const noted = open(noting(queries))
  const self = { sdkAppId, userId: 'b' }
  const caller = { sdkAppId, actor: { kind: 'user' as const, userId: 'b' } }
  await joinGroup(noted, self, groupId)
  await inviteMembers(noted, caller, groupId, ['c', 'd'])
  await memberPage(noted, caller, groupId, { limit: 100, cursor: '19000' })
  await memberPage(noted, caller, groupId, { limit: 100, role: 'Owner' })
  await membersNamed(noted, caller, groupId, ['a', 'u77'])
  await groupInfos(noted, caller, [groupId])
  await joinedGroups(noted, sdkAppId, 'b', { limit: 100 })
  await setRole(noted, app(), groupId, 'b', 'Admin')
  await muteMember(noted, caller, groupId, 'c', 60)
  await updateGroup(noted, caller, groupId, { name: 'New', joinOption: 'NeedPermission' })
  await joinGroup(noted, { sdkAppId, userId: 'e' }, groupId)
  await applicationsFor(noted, sdkAppId, 'b', { limit: 100 })
  await handleApplication(noted, caller, groupId, { userId: 'e', accept: true })
  await kickMembers(noted, caller, groupId, ['c', 'u5'])
  await transferGroup(noted, app(), groupId, 'b')
  await quitGroup(noted, { sdkAppId, userId: 'd' }, groupId)
  expect((await groups.store.group(sdkAppId, groupId))?.member_count).toBe(20_001)

  const executor = db.read.getExecutor()
  const plans = new Map<string, string>()
  for (const node of queries) {
    const query = executor.compileQuery(node as Parameters<typeof executor.compileQuery>[0], { queryId: 'plan' })
    const { rows } = await db.read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]),
    )
    plans.set(query.sql, rows.map((row) => row.detail).join('; '))
  }
  expect(plans.size).toBeGreaterThan(20)
  for (const [text, plan] of plans) {
    expect(plan, text).not.toMatch(/\bSCAN (?!\d+-ROW|CONSTANT)/)
    if (!text.includes('"group_member"') || text.startsWith('insert')) continue
    expect(plan, text).toMatch(/user_id=\?|join_no>\?|role=\?/)
    expect(plan, text).not.toContain('TEMP B-TREE')
  }
})

test('[GRP14][CHK40] a group of 20,000 is dissolved at once, and its members go in pieces that let others in', async () => {
  const { groupId } = await createGroup(groups, app(), { type: 'Community', name: 'C', groupId: '@TGS#_c', owner: 'a' })
  const fill = sql`with recursive n(i) as (select 2 union all select i + 1 from n where i < 20000)
    insert into group_member select ${sdkAppId}, ${groupId}, 'u' || i, 'Community', 'Member', 0, i, 0, 0, '', '[]', 'AcceptAndNotify', 0 from n`
  await db.write([{ compile: () => fill.compile(db.read) }])
  // Both at once: the new group begins while the old one's members are still being taken away.
  const dissolving = dissolveGroup(groups, app(), groupId)
  await createGroup(groups, app(), { type: 'Community', name: 'C', groupId, owner: 'b' })
  await dissolving
  expect(await walk(groupId, 100)).toEqual(['b'])
  const rows = await db.read.selectFrom('group_member').select('user_id').execute()
  expect(rows).toEqual([{ user_id: 'b' }])
})

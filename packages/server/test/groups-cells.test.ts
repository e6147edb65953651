import { type RawClient, RawError, type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { handleApplication } from '../src/features/groups/applications.ts'
import { changeAttributes, readAttributes } from '../src/features/groups/attributes.ts'
import { banMembers, bannedMembers } from '../src/features/groups/ban.ts'
import { readCounters, updateCounters } from '../src/features/groups/counters.ts'
import type { Groups } from '../src/features/groups/create-groups.ts'
import { dissolveGroup } from '../src/features/groups/dissolve.ts'
import { groupInfos } from '../src/features/groups/info.ts'
import { inviteMembers } from '../src/features/groups/invite.ts'
import { kickMembers } from '../src/features/groups/kick.ts'
import { updateMember } from '../src/features/groups/member-fields.ts'
import { memberPage, rolesOf } from '../src/features/groups/member-list.ts'
import { mutedMembers, muteMember } from '../src/features/groups/mute.ts'
import type { Caller } from '../src/features/groups/parts.ts'
import { setRole } from '../src/features/groups/role.ts'
import { transferGroup } from '../src/features/groups/transfer.ts'
import { updateGroup } from '../src/features/groups/update.ts'
import { TYPES, WHO, WHO_TO_WHOM } from './groups-matrix.ts'

/** The matrix once more, through real sockets: each cell in a group of its own. */
type Cell = (client: RawClient, groupId: string) => Promise<unknown>

const CELLS: Readonly<Record<string, Cell>> = {
  async find(client, groupId) {
    const { refused } = await client.request('group.info', { groupIds: [groupId] })
    if (refused[0]) throw new RawError({ code: refused[0].code, name: refused[0].name, message: '' })
  },
  quit: (client, groupId) => client.request('group.quit', { groupId }),
  dissolve: (client, groupId) => client.request('group.dissolve', { groupId }),
  transfer: (client, groupId) => client.request('group.transfer', { groupId, to: 'other' }),
  editProfile: (client, groupId) => client.request('group.update', { groupId, name: 'New' }),
  editOptions: (client, groupId) => client.request('group.update', { groupId, custom: [{ key: 'k', value: 'v' }] }),
  muteAll: (client, groupId) => client.request('group.update', { groupId, muteAll: true }),
  readMembers: (client, groupId) => client.request('group.members', { groupId }),
  readRoles: (client, groupId) => client.request('group.roles', { groupId, userIds: ['other'] }),
  readBans: (client, groupId) => client.request('group.banned', { groupId }),
  readMutes: (client, groupId) => client.request('group.muted', { groupId }),
  handleApplications: (client, groupId) =>
    client.request('group.answer', { groupId, userId: 'other', accept: true }).catch((error: RawError) => {
      if (error.code !== 10024) throw error
    }),
  editOwnMember: (client, groupId) => client.request('group.updateMember', { groupId, nameCard: 'me' }),
  receiveOption: (client, groupId) => client.request('group.receive', { groupId, option: 'Discard' }),
  readAttributes: (client, groupId) => client.request('group.attributes', { groupId }),
  writeAttributes: (client, groupId) =>
    client.request('group.setAttributes', { groupId, items: [{ key: 'k', value: 'v' }] }),
  readCounters: (client, groupId) => client.request('group.counters', { groupId }),
  writeCounters: (client, groupId) =>
    client.request('group.updateCounters', { groupId, mode: 'Set', counters: [{ key: 'k', value: 1 }] }),
  kick: (client, groupId) => client.request('group.kick', { groupId, userIds: ['other'] }),
  mute: (client, groupId) => client.request('group.mute', { groupId, userId: 'other', seconds: 60 }),
  ban: (client, groupId) => client.request('group.ban', { groupId, userIds: ['other'], seconds: 60 }),
  setRole: (client, groupId) => client.request('group.setRole', { groupId, userId: 'other', role: 'Admin' }),
  editMember: (client, groupId) => client.request('group.updateMember', { groupId, userId: 'other', nameCard: 'x' }),
}

let im: TestIm
const clients = new Map<string, RawClient>()

beforeAll(async () => {
  im = await testIm({ config: { sockets: { requestsPerSecond: 100_000, requestBurst: 100_000 } } })
  for (const userId of ['O', 'D', 'M', 'X', 'other']) clients.set(userId, await im.enter(userId))
})
afterAll(() => im.close())

/** A group with an owner O, an administrator D (where there are), members M and other, and an outsider X. */
async function freshGroup(type: (typeof TYPES)[number]): Promise<string> {
  const owner = clients.get('O')!
  const hasMembers = type !== 'AVChatRoom'
  const members = [{ userId: 'M' }, { userId: 'other' }]
  const admin = type === 'Private' ? [] : [{ userId: 'D', role: 'Admin' as const }]
  const { groupId } = await owner.request('group.create', {
    type,
    name: type,
    ...(hasMembers ? { members: [...members, ...admin] } : {}),
  })
  if (!hasMembers) {
    await setRole(im.server.im.groups, { sdkAppId: im.sdkAppId, actor: { kind: 'app' } }, groupId, 'D', 'Admin')
    await owner.request('group.ban', { groupId, userIds: ['X'], seconds: 600 })
  }
  return groupId
}

const asked = { ...WHO, ...WHO_TO_WHOM }

it('every operation that a user has is tried', () => {
  expect(Object.keys(CELLS).sort()).toEqual(
    Object.keys(asked)
      .filter((operation) => operation !== 'addMembers')
      .sort(),
  )
})

it.each(Object.keys(CELLS))(
  '[GRP1][GRP2][CHK12] %s through the socket answers as the matrix says',
  async (operation) => {
    for (const [i, type] of TYPES.entries()) {
      for (const letter of ['O', 'D', 'M', 'X']) {
        if (type === 'Private' && letter === 'D') continue
        const cell = asked[operation]![i]!
        const allowed = cell.split(' ').some((pair) => {
          const [who = '', whom = 'M'] = pair.split('>')
          return who.includes(letter) && whom.includes('M')
        })
        const groupId = await freshGroup(type)
        const code = await CELLS[operation]!(clients.get(letter)!, groupId).then(
          () => 0,
          (error: RawError) => error.code,
        )
        const refusal = operation === 'quit' && letter === 'O' ? 10009 : 10007
        expect(code, `${type} ${operation} ${letter}`).toBe(allowed ? 0 : refusal)
      }
    }
  },
)

/** The same for the application, which comes through no socket: the verbs that its server API calls. */
const APP_CELLS: Readonly<Record<string, (groups: Groups, app: Caller, groupId: string) => Promise<unknown>>> = {
  async find(groups, app, groupId) {
    const [info] = await groupInfos(groups, app, [groupId])
    expect(info!.kind).toBe('found')
  },
  dissolve: dissolveGroup,
  transfer: (groups, app, groupId) => transferGroup(groups, app, groupId, 'other'),
  editProfile: (groups, app, groupId) => updateGroup(groups, app, groupId, { name: 'New' }),
  editOptions: (groups, app, groupId) => updateGroup(groups, app, groupId, { custom: [{ key: 'k', value: 'v' }] }),
  muteAll: (groups, app, groupId) => updateGroup(groups, app, groupId, { muteAll: true }),
  readMembers: (groups, app, groupId) => memberPage(groups, app, groupId, { limit: 10 }),
  readRoles: (groups, app, groupId) => rolesOf(groups, app, groupId, ['other']),
  readBans: (groups, app, groupId) => bannedMembers(groups, app, groupId, { limit: 10 }),
  readMutes: (groups, app, groupId) => mutedMembers(groups, app, groupId, { limit: 10 }),
  handleApplications: (groups, app, groupId) =>
    handleApplication(groups, app, groupId, { userId: 'other', accept: true }).catch((error: { code: number }) => {
      if (error.code !== 10024) throw error
    }),
  addMembers: (groups, app, groupId) => inviteMembers(groups, app, groupId, ['X']),
  readAttributes,
  writeAttributes: (groups, app, groupId) =>
    changeAttributes(groups, groups.attributeRate, app, groupId, { kind: 'clear' }),
  readCounters,
  writeCounters: (groups, app, groupId) => updateCounters(groups, app, groupId, 'Set', [{ key: 'k', value: 1 }]),
  kick: (groups, app, groupId) => kickMembers(groups, app, groupId, ['other']),
  mute: (groups, app, groupId) => muteMember(groups, app, groupId, 'other', 60),
  ban: (groups, app, groupId) => banMembers(groups, app, groupId, { userIds: ['other'], seconds: 60 }),
  setRole: (groups, app, groupId) => setRole(groups, app, groupId, 'other', 'Admin'),
  editMember: (groups, app, groupId) => updateMember(groups, app, groupId, 'other', { nameCard: 'x' }),
}

it.each(Object.keys(APP_CELLS))('[GRP1][CHK12] %s by the application answers as the matrix says', async (operation) => {
  const app: Caller = { sdkAppId: im.sdkAppId, actor: { kind: 'app' } }
  for (const [i, type] of TYPES.entries()) {
    const groupId = await freshGroup(type)
    const code = await APP_CELLS[operation]!(im.server.im.groups, app, groupId).then(
      () => 0,
      (error: { code: number }) => error.code,
    )
    expect(code, `${type} ${operation}`).toBe(asked[operation]![i]!.startsWith('A') ? 0 : 10007)
  }
})

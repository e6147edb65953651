import { type RawClient, type RawError, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'

/** A request with fields that its operation does not have. */
const ask = (client: RawClient, op: string, data: object): Promise<unknown> =>
  (client.request as (op: string, data: object) => Promise<unknown>).call(client, op, data)

it('[SES12][FRD1][BLK1] nobody adds a friend by force: what an operation does not name is not looked at', async () => {
  await using im = await testIm()
  const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
  await bob.request('blacklist.add', { userIds: ['alice'] })
  const wish = { userId: 'bob', source: 'AddSource_Type_Web', force: true, peer: 'bob', group: 'mine' }
  const refusal = await ask(alice, 'friend.add', wish).catch((error: RawError) => error)
  expect(refusal).toMatchObject({ errorName: 'FRIEND_BLACKLISTED_ME' })
  expect((await bob.request('friend.list', {})).total).toBe(0)
  await bob.request('blacklist.remove', { userIds: ['alice'] })
  await bob.request('profile.set', {
    items: [{ tag: 'Tag_Profile_IM_AllowType', value: 'AllowType_Type_NeedConfirm' }],
  })
  expect(await ask(alice, 'friend.add', wish)).toEqual({ code: 30539 })
})

it('[SES12][GRP5] a group takes no field from its maker that only the backend has, and its log none that there is not', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  for (const createdAt of [1, 'long ago', { not: 'a time' }]) {
    const wish = { type: 'Public', name: 'club', createdAt, owner: 'bob' }
    const { groupId } = (await ask(alice, 'group.create', wish)) as { groupId: string }
    const [found] = (await alice.request('group.info', { groupIds: [groupId] })).groups
    expect(found!.group.owner).toBe('alice')
    expect(Math.abs(found!.group.createdAt - im.clock.now())).toBeLessThan(60_000)
  }
  await alice.request('group.create', { type: 'Public', name: 'club', groupId: 'club' })
  await ask(alice, 'group.update', { groupId: 'club', name: 'new', infoSeq: 99, owner: 'bob', evil: { x: 1 } })
  await alice.until(() => alice.messages.length > 0)
  const { event } = alice.messages[0]!.message
  expect(event).toMatchObject({ kind: 'infoChanged', change: { name: 'new' }, infoSeq: 2 })
  expect(JSON.stringify(event)).not.toMatch(/evil|owner/)
})

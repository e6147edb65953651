import { type RawClient, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const notify = (GroupId: string, Content: string, more: object, gives: Step['gives'] = {}): Step => ({
  call: 'group_open_http_svc/send_group_system_notification',
  with: { GroupId, Content, ...more },
  gives,
  rows: {},
})
const told = (client: RawClient) =>
  client.pushes.flatMap((packet) => (packet.type === 'group' && packet.event.kind === 'notified' ? [packet.event] : []))
const contents = (client: RawClient) => told(client).map(({ content }) => content)

it('[GRP35] what the application says reaches the members who are online, or those it names, and leaves no trace', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const [ben, cat, dan] = [await im.enter('ben'), await im.enter('cat'), await im.enter('dan')]
  const MemberList = [{ Member_Account: 'ben' }, { Member_Account: 'cat' }]
  await rest(im, 'group_open_http_svc/create_group', { GroupId: 'pub', Type: 'Public', Name: 'pub', MemberList })
  const before = await rest(im, 'group_open_http_svc/group_msg_get_simple', { GroupId: 'pub', ReqMsgNumber: 20 })
  await play(im, [
    notify('pub', 'for all', {}),
    notify('pub', 'for cat', { ToMembers_Account: ['cat', 'dan', 'ghost'] }),
    notify('pub', 'for dan', { ToMembers_Account: ['dan'] }),
    notify('pub', 'for nobody named', { ToMembers_Account: [] }),
    notify('nope', 'x', {}, 10010),
    notify('pub', 'x', { TopicId: 'nope' }, 110_003),
    notify('pub', 'x'.repeat(13_000), {}, 80_002),
    notify('pub', 'x', { ToMembers_Account: Array.from({ length: 501 }, (_, i) => `u${i}`) }, 10005),
    { call: notify('', '', {}).call, with: { GroupId: 'pub' }, gives: 10004, rows: {} },
    notify('pub', 'last', {}),
  ])
  await cat.until(() => contents(cat).includes('last'))
  await ben.until(() => contents(ben).includes('last'))
  expect(contents(cat)).toEqual(['for all', 'for cat', 'for nobody named', 'last'])
  expect(contents(ben)).toEqual(['for all', 'for nobody named', 'last'])
  expect(contents(dan)).toEqual([])
  expect(told(cat)[0]).toMatchObject({ groupId: 'pub', groupType: 'Public', by: '', content: 'for all' })
  expect(await rest(im, 'group_open_http_svc/group_msg_get_simple', { GroupId: 'pub', ReqMsgNumber: 20 })).toEqual(
    before,
  )
})

it('[GRP35] everybody in a live room is told, and nobody is chosen there; a notice may be about a topic', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const ben = await im.enter('ben')
  const GroupId = '@TGS#_players'
  const MemberList = [{ Member_Account: 'ben' }]
  const create = (fields: object) => rest(im, 'group_open_http_svc/create_group', fields)
  await create({ GroupId: 'room', Type: 'AVChatRoom', Name: 'room', Owner_Account: 'ann' })
  await create({ GroupId, Type: 'Community', Name: 'c', Owner_Account: 'ann', SupportTopic: 1, MemberList })
  const made = await rest(im, 'million_group_open_http_svc/create_topic', { GroupId, TopicName: 'news' })
  const TopicId = made['TopicId'] as string
  await ben.request('group.join', { groupId: 'room' })
  await play(im, [
    notify('room', 'in the room', {}),
    notify('room', 'x', { ToMembers_Account: ['ben'] }, 10007),
    notify(GroupId, 'of the topic', { TopicId }),
  ])
  await ben.until(() => told(ben).length === 2)
  expect(told(ben)).toMatchObject([{ content: 'in the room' }, { content: 'of the topic', topicId: TopicId }])
})

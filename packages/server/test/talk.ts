import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { RawClient, RawError, TestIm } from '@signet/testkit'

/** What tests about conversations say and ask. */
export type Item = OpOutput<'sync'>['conversations'][number]

let random = 1

export const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]
export const say = (client: RawClient, to: string, value = 'x', more = {}) =>
  client.request('send', { to, random: random++, clientTime: 1, body: text(value), ...more })
export const sayInGroup = (client: RawClient, group: string, value = 'x', more = {}) =>
  client.request('send', { group, random: random++, clientTime: 1, body: text(value), ...more })

export const list = async (client: RawClient, since?: number): Promise<Item[]> =>
  (await client.request('sync', since === undefined ? {} : { since })).conversations
export const one = async (client: RawClient, conversation: string): Promise<Item | undefined> =>
  (await client.request('conversation.get', { conversations: [conversation] })).conversations[0]

export const codeOf = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => 0,
    (error: RawError) => error.code,
  )

/** Accounts without a session. */
export async function people(im: TestIm, count: number, prefix = 'p'): Promise<string[]> {
  const names = Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(3, '0')}`)
  for (const userId of names) await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId })
  return names
}

export const changedPushes = (client: RawClient) =>
  client.pushes.flatMap((push) => (push.type === 'changed' ? [push] : []))

/** A Public group with these members. */
export async function groupOf(owner: RawClient, ...members: string[]): Promise<string> {
  const wish = { type: 'Public', name: 'G', members: members.map((userId) => ({ userId })) } as const
  return (await owner.request('group.create', { ...wish, members: [...wish.members] })).groupId
}

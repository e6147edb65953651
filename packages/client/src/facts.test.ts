import type { WireChange } from '@signet/protocol/realtime/changes'
import { expect, test } from 'vitest'
import { adopt, apply, factsOf } from './facts.ts'
import { messageFromWire } from './inbound.ts'
import { textBody } from './testing/model-server.ts'

const wire = {
  seq: 7,
  time: 1_000,
  from: 'alice',
  to: 'bob',
  tinyId: '1',
  random: 1,
  clientTime: 1,
  msgSeq: 1,
  body: textBody('hi'),
}
const message = () => messageFromWire('C2Cbob', wire, 'alice')
const reaction = (changeSeq: number, by: string, on: boolean, count: number): WireChange => ({
  changeSeq,
  time: 1,
  kind: 'reaction',
  seq: 7,
  id: 'up',
  by,
  on,
  count,
})

test('an event that is in the message already changes nothing, in whatever order it comes', () => {
  const own = message()
  expect(
    adopt(
      own,
      { ...wire, body: textBody('new'), changed: { changeSeq: 5, edit: { version: 2, by: 'alice' } } },
      'alice',
    ),
  ).toBe(true)
  expect(own).toMatchObject({ isModified: true, version: 2, payload: { text: 'new' } })
  const old: WireChange = {
    changeSeq: 4,
    time: 1,
    kind: 'modify',
    seq: 7,
    by: 'alice',
    version: 1,
    body: textBody('old'),
  }
  expect(apply(own, old, 'alice')).toBe(false)
  expect(own).toMatchObject({ version: 2, payload: { text: 'new' } })
})

test('reactions are counted, the first ten users named, and the own one known', () => {
  const own = message()
  for (let index = 1; index <= 12; index++) apply(own, reaction(index, `user${index}`, true, index), 'alice')
  const up = () => factsOf(own).reactions.get('up')
  expect(up()).toMatchObject({ count: 12, users: { length: 10 }, isMine: false })
  apply(own, reaction(13, 'alice', true, 13), 'alice')
  expect(up()).toMatchObject({ count: 13, isMine: true })
  apply(own, reaction(14, 'alice', false, 12), 'alice')
  expect(up()?.isMine).toBe(false)
})

test('whether the own user reacted is unknown when the server names ten others', () => {
  const own = message()
  const users = Array.from({ length: 10 }, (_, index) => `user${index}`)
  adopt(own, { ...wire, changed: { changeSeq: 1, reactions: [{ id: 'up', count: 11, users }] } }, 'alice')
  expect(factsOf(own).reactions.get('up')?.isMine).toBeUndefined()
  adopt(own, { ...wire, changed: { changeSeq: 2, reactions: [{ id: 'up', count: 1, users: ['bob'] }] } }, 'alice')
  expect(factsOf(own).reactions.get('up')?.isMine).toBe(false)
})

test('a message that was taken back says by whom and why', () => {
  const own = message()
  apply(own, { changeSeq: 1, time: 1, kind: 'recall', seq: 7, by: 'admin', reason: 'spam' }, 'alice')
  expect(own).toMatchObject({
    isRevoked: true,
    revoker: 'admin',
    revokeReason: 'spam',
    revokerInfo: { userID: 'admin' },
  })
})

import { ADD_TYPE } from '@signet/protocol/friend'
import { ALLOW_TYPE } from '@signet/protocol/profile'
import { describe, expect, it } from 'vitest'
import {
  type AddFacts,
  addVerdict,
  blackRelation,
  friendRelation,
  messageRefusal,
  STANDING,
  textsProblem,
} from './rules.ts'

const strangers: AddFacts = {
  type: ADD_TYPE.both,
  force: false,
  forbidden: false,
  allowType: ALLOW_TYPE.allowAny,
  iBlocked: false,
  blockedMe: false,
  mine: false,
  theirs: false,
  askedByPeer: false,
  alreadyAsked: false,
  myFriends: 0,
  peerFriends: 0,
  myApplications: 0,
  peerApplications: 0,
}
const confirm = ALLOW_TYPE.needConfirm
const deny = ALLOW_TYPE.denyAny
const friends = (theirs: boolean) => ({ kind: 'friends', theirs })
const refused = (error: string) => ({ kind: 'refused', error })

describe('[FRD1] a wish to add a friend', () => {
  it.each<[string, Partial<AddFacts>, object]>([
    ['makes both friends', {}, friends(true)],
    ['makes one a friend', { type: ADD_TYPE.single }, friends(false)],
    ['waits for consent', { allowType: confirm }, { kind: 'pending' }],
    ['is denied', { allowType: deny }, refused('FRIEND_PEER_DENIES')],
    ['changes nothing among friends', { mine: true, theirs: true, allowType: deny }, { kind: 'already' }],
    ['changes nothing when my side is there', { mine: true, type: ADD_TYPE.single }, { kind: 'already' }],
    ['adds the other side', { mine: true }, friends(true)],
    ['asks for the other side', { mine: true, allowType: confirm }, { kind: 'pending' }],
    ['is forbidden by the operator', { forbidden: true }, refused('FRIEND_ADD_FORBIDDEN')],
    ['is refused to who blocks', { iBlocked: true, blockedMe: true }, refused('FRIEND_BLACKLISTED_BY_ME')],
    ['is refused to who is blocked', { blockedMe: true }, refused('FRIEND_BLACKLISTED_ME')],
    ['is forced', { force: true, forbidden: true, iBlocked: true, blockedMe: true, allowType: deny }, friends(true)],
    ['fits into 3,000', { myFriends: 2999, peerFriends: 2999 }, friends(true)],
    ['is over my limit', { myFriends: 3000 }, refused('FRIEND_LIMIT')],
    ['is over the limit of the other', { peerFriends: 3000 }, refused('FRIEND_PEER_LIMIT')],
    ['does not ask the other for room', { peerFriends: 3000, type: ADD_TYPE.single }, friends(false)],
    ['is over a limit even when forced', { myFriends: 3000, force: true }, refused('FRIEND_LIMIT')],
    ['fits into 100', { allowType: confirm, myApplications: 99, peerApplications: 99 }, { kind: 'pending' }],
    ['is over my hundred', { allowType: confirm, myApplications: 100 }, refused('FRIEND_APPLICATION_LIMIT')],
    ['is over their hundred', { allowType: confirm, peerApplications: 100 }, refused('FRIEND_APPLICATION_LIMIT')],
    ['repeats itself', { allowType: confirm, peerApplications: 100, alreadyAsked: true }, { kind: 'pending' }],
  ])('%s', (_name, facts, expected) => {
    expect(addVerdict({ ...strangers, ...facts })).toEqual(expected)
  })

  it.each([confirm, deny, ALLOW_TYPE.allowAny])(
    '[FRD3] that meets one of the other side, or who has me already, is agreed: %s',
    (allowType) => {
      const facts = { ...strangers, allowType, askedByPeer: true }
      expect(addVerdict(facts)).toEqual(friends(true))
      expect(addVerdict({ ...facts, type: ADD_TYPE.single })).toEqual(friends(true))
      expect(addVerdict({ ...strangers, allowType, theirs: true, type: ADD_TYPE.single })).toEqual(friends(true))
      expect(addVerdict({ ...facts, blockedMe: true })).toEqual(refused('FRIEND_BLACKLISTED_ME'))
    },
  )
})

it('[FRD5] a relation is told from the side of who asks', () => {
  const all = [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const
  expect(all.map(([a, b]) => friendRelation(a, b).slice('CheckResult_Type_'.length))).toEqual([
    'NoRelation',
    'AWithB',
    'BWithA',
    'BothWay',
  ])
  expect(all.map(([a, b]) => blackRelation(a, b).slice('BlackCheckResult_Type_'.length))).toEqual([
    'NO',
    'AWithB',
    'BWithA',
    'BothWay',
  ])
})

describe('[FRD7][CHK20] what is written about a friend', () => {
  const source = (letters: string) => ({ source: `AddSource_Type_${letters}` })
  it.each([
    [{ remark: '字'.repeat(32) }, true],
    [{ remark: `${'字'.repeat(32)}x` }, false],
    [{ remark: '\ud800' }, false],
    [{ remark: 'a\0b' }, false],
    [{ remark: '' }, true],
    [{ wording: 'x'.repeat(256) }, true],
    [{ wording: 'x'.repeat(257) }, false],
    [source('a'), true],
    [source('Abcdefgh'), true],
    [source('Abcdefghi'), false],
    [source(''), false],
    [source('a1'), false],
    [{ source: 'a' }, false],
    [{ groups: ['字'.repeat(10)] }, true],
    [{ groups: [`${'字'.repeat(10)}x`] }, false],
    [{ groups: ['fine', ''] }, false],
    [{ custom: [{ tag: 'Tag_SNS_Custom_Abcdefgh', value: 'x'.repeat(500) }] }, true],
    [{ custom: [{ tag: 'Tag_SNS_Custom_Abcdefgh', value: 'x'.repeat(501) }] }, false],
    [{ custom: [{ tag: 'Tag_SNS_Custom_Abcdefghi', value: '' }] }, false],
    [{ custom: [{ tag: '__proto__', value: '' }] }, false],
  ])('%j fits: %s', (texts, fits) => {
    expect(textsProblem(texts) === undefined).toBe(fits)
  })
})

describe('a message between two people', () => {
  const { blocked, senderHasReceiver: mine, receiverHasSender: theirs } = STANDING
  it('[BLK2] is refused when the receiver blocks, friends or not', () => {
    for (const check of [true, false]) {
      expect(messageRefusal(blocked, check)).toBe('BLACKLISTED_BY_RECEIVER')
      expect(messageRefusal(blocked | mine | theirs, check)).toBe('BLACKLISTED_BY_RECEIVER')
    }
    for (const standing of [0, mine, theirs, mine | theirs]) expect(messageRefusal(standing, false)).toBeUndefined()
  })

  it('[FRD8] needs both to be friends where the application wants that', () => {
    expect([0, mine, theirs, mine | theirs].map((standing) => messageRefusal(standing, true))).toEqual([
      'SENDER_AND_RECEIVER_NOT_FRIENDS',
      'SENDER_NOT_A_FRIEND_OF_RECEIVER',
      'RECEIVER_NOT_A_FRIEND_OF_SENDER',
      undefined,
    ])
  })
})

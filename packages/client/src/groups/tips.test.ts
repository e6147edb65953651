import type { GroupEvent } from '@signet/protocol/group'
import { describe, expect, test } from 'vitest'
import { TYPES } from '../type-constants.ts'
import { noticeOf } from './notices.ts'
import { isTip, tipOf } from './tips.ts'

const NOW = 1_800_000_000_000
const about = (details: object): GroupEvent =>
  ({
    groupId: 'team',
    groupType: 'Public',
    groupName: 'Team',
    memberCount: 3,
    by: 'alice',
    time: NOW,
    ...details,
  }) as GroupEvent

describe('what everybody in a group reads', () => {
  test.each([
    [{ kind: 'memberJoined', members: ['bob'], how: 'invited' }, TYPES.GRP_TIP_MBR_JOIN],
    [{ kind: 'memberQuit', members: ['bob'] }, TYPES.GRP_TIP_MBR_QUIT],
    [{ kind: 'memberKicked', members: ['bob'], reason: '' }, TYPES.GRP_TIP_MBR_KICKED_OUT],
    [{ kind: 'roleChanged', members: ['bob'], role: 'Admin' }, TYPES.GRP_TIP_MBR_SET_ADMIN],
    [{ kind: 'roleChanged', members: ['bob'], role: 'Member' }, TYPES.GRP_TIP_MBR_CANCELED_ADMIN],
    [{ kind: 'memberBanned', members: ['bob'], until: 0, reason: '' }, TYPES.GRP_TIP_BAN_AVCHATROOM_MEMBER],
  ])('%j is tip %i', (details, operationType) => {
    const event = about(details)
    expect(isTip(event)).toBe(true)
    expect(tipOf(event, NOW)).toMatchObject({
      operatorID: 'alice',
      operationType,
      userIDList: ['bob'],
      memberList: [{ userID: 'bob' }],
      memberCount: 3,
      groupProfile: { groupID: 'team', name: 'Team', type: 'Public' },
    })
  })

  test('a change of the profile has only what changed, in the words of apps', () => {
    const change = { name: 'New', faceUrl: 'http://x', muteAll: true }
    expect(tipOf(about({ kind: 'infoChanged', change, infoSeq: 2 }), NOW).newGroupProfile).toEqual({
      groupName: 'New',
      avatar: 'http://x',
      muteAllMembers: true,
    })
    expect(tipOf(about({ kind: 'ownerChanged', from: 'alice', to: 'bob' }), NOW).newGroupProfile).toEqual({
      ownerID: 'bob',
    })
  })

  test('a mute says for how many seconds, and its end that there are none', () => {
    const muted = (until: number) => tipOf(about({ kind: 'memberMuted', members: ['bob'], until }), NOW).memberList
    expect(muted(NOW + 59_500)).toMatchObject([{ muteTime: 60 }])
    expect(muted(0)).toMatchObject([{ muteTime: 0 }])
  })

  test.each(['attributesChanged', 'countersChanged', 'messagePinned', 'applied'])('%s is no tip', (kind) => {
    expect(isTip(about({ kind }))).toBe(false)
  })
})

describe('what one user alone reads', () => {
  test.each([
    [{ kind: 'applied', applicant: 'bob', inviter: '', note: 'hi' }, 1],
    [{ kind: 'applicationHandled', applicant: 'me', inviter: '', accepted: true, note: '' }, 2],
    [{ kind: 'applicationHandled', applicant: 'me', inviter: '', accepted: false, note: '' }, 3],
    [{ kind: 'memberKicked', members: ['me'], reason: '' }, 4],
    [{ kind: 'dissolved' }, 5],
    [{ kind: 'created', owner: 'me' }, 6],
    [{ kind: 'memberJoined', members: ['me'], how: 'invited' }, 7],
    [{ kind: 'memberQuit', members: ['me'] }, 8],
    [{ kind: 'roleChanged', members: ['me'], role: 'Admin' }, 9],
    [{ kind: 'roleChanged', members: ['me'], role: 'Member' }, 10],
  ])('%j is notice %i', (details, operationType) => {
    expect(noticeOf(about(details), 'me')).toMatchObject({ operationType, groupProfile: { groupID: 'team' } })
  })

  test('an application names who applied, a proposal who proposed and whom', () => {
    expect(noticeOf(about({ kind: 'applied', applicant: 'bob', inviter: '', note: 'hi' }), 'me')).toMatchObject({
      operatorID: 'bob',
      handleMessage: 'hi',
      applicationType: 0,
    })
    expect(noticeOf(about({ kind: 'applied', applicant: 'bob', inviter: 'carol', note: '' }), 'me')).toMatchObject({
      operatorID: 'carol',
      applicationType: 2,
      inviteeList: ['bob'],
    })
  })

  test('what happened to others is no notice', () => {
    expect(noticeOf(about({ kind: 'memberJoined', members: ['bob'], how: 'invited' }), 'me')).toBeUndefined()
    expect(noticeOf(about({ kind: 'memberJoined', members: ['me'], how: 'free' }), 'me')).toBeUndefined()
  })
})

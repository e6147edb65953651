import { TYPES } from '@signet/chat'
import { expect, test } from 'vitest'
import { type Role, rightsIn, rightsOver } from './rights.ts'

type Type = Parameters<typeof rightsIn>[0]['type']

const group = (type: Type, role: Role, isJoinedGroup = true) =>
  ({ type, selfInfo: { role }, inviteOption: TYPES.INVITE_OPTIONS_FREE_ACCESS, isJoinedGroup }) as const

const may = (type: Type, role: Role): string =>
  Object.entries(rightsIn(group(type, role)))
    .filter(([, allowed]) => allowed)
    .map(([name]) => name)
    .join(' ')

test('a role offers what the server allows it in that type of group', () => {
  expect(may(TYPES.GRP_WORK, 'Owner')).toBe('invite editProfile editOptions transfer quit')
  expect(may(TYPES.GRP_WORK, 'Member')).toBe('invite editProfile quit')
  expect(may(TYPES.GRP_PUBLIC, 'Owner')).toBe(
    'invite editProfile editOptions muteAll handleApplications transfer dissolve',
  )
  expect(may(TYPES.GRP_PUBLIC, 'Admin')).toBe('invite editProfile editOptions muteAll handleApplications quit')
  expect(may(TYPES.GRP_PUBLIC, 'Member')).toBe('invite quit')
  expect(may(TYPES.GRP_AVCHATROOM, 'Owner')).toBe('editProfile muteAll dissolve')
  expect(may(TYPES.GRP_AVCHATROOM, 'Member')).toBe('quit')
})

test('who is not in a group may do nothing there', () => {
  expect(Object.values(rightsIn(group(TYPES.GRP_PUBLIC, '', false)))).not.toContain(true)
  expect(Object.values(rightsOver(group(TYPES.GRP_PUBLIC, '', false), { role: 'Member' }))).not.toContain(true)
})

test('nobody is above their own rank', () => {
  const over = (role: Role, other: 'Owner' | 'Admin' | 'Member') =>
    Object.entries(rightsOver(group(TYPES.GRP_PUBLIC, role), { role: other }))
      .filter(([, allowed]) => allowed)
      .map(([name]) => name)
      .join(' ')
  expect(over('Owner', 'Member')).toBe('kick mute setRole makeOwner')
  expect(over('Admin', 'Member')).toBe('kick mute')
  for (const role of ['Admin', 'Member'] as const)
    for (const other of ['Owner', 'Admin'] as const) expect(over(role, other)).toBe('')
  expect(over('Owner', 'Owner')).toBe('')
})

/**
 * Who may do what in which type of group, written down a second time and independently of the table that the server reads: the two have
 * to agree cell by cell. `A` the application, `O` owner, `D` administrator, `M` member, `X` outsider; `-` nobody: the type does not have it.
 * A second list gives whom an operation may be done to: by the one before the `>`, to those after it.
 */
export const TYPES = ['Private', 'Public', 'ChatRoom', 'AVChatRoom', 'Community'] as const

/** Operation → per type, in the order of TYPES. */
export const WHO: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  // Only a closed group hides from those who know its id.
  find: ['AODM', 'AODMX', 'AODMX', 'AODMX', 'AODMX'],
  // Only a closed group can be left by its owner.
  quit: ['ODM', 'DM', 'DM', 'DM', 'DM'],
  dissolve: ['A', 'AO', 'AO', 'AO', 'AO'],
  transfer: ['AO', 'AO', 'AO', '-', 'AO'],
  editProfile: ['AODM', 'AOD', 'AOD', 'AO', 'AOD'],
  editOptions: ['AO', 'AOD', 'AOD', 'AO', 'AOD'],
  muteAll: ['-', 'AOD', 'AOD', 'AO', 'AOD'],
  readMembers: ['AODM', 'AODM', 'AODM', '-', 'AODM'],
  readRoles: ['AODM', 'AODM', 'AODM', '-', 'AODM'],
  readBans: ['AO', 'AOD', 'AOD', 'AO', '-'],
  readMutes: ['-', 'AOD', 'AOD', 'AO', 'AOD'],
  handleApplications: ['AO', 'AOD', 'AOD', '-', 'AOD'],
  addMembers: ['A', 'A', 'A', '-', 'A'],
  editOwnMember: ['ODM', 'ODM', 'ODM', '-', 'ODM'],
  receiveOption: ['ODM', 'ODM', 'ODM', '-', 'ODM'],
  readAttributes: ['AODM', 'AODM', 'AODM', 'AODM', '-'],
  writeAttributes: ['AODM', 'AODM', 'AODM', 'AODM', '-'],
  readCounters: ['AODM', 'AODM', 'AODM', 'AODM', '-'],
  writeCounters: ['AODM', 'AODM', 'AODM', 'AODM', '-'],
}

/** Operation on somebody → per type. */
export const WHO_TO_WHOM: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  kick: ['A>DMX O>DMX', 'A>DMX O>DMX D>MX', 'A>DMX O>DMX D>MX', '-', 'A>DMX O>DMX D>MX'],
  mute: ['-', 'A>DMX O>DMX D>MX', 'A>DMX O>DMX D>MX', 'A>DMX O>DMX', 'A>DMX O>DMX D>MX'],
  ban: ['A>DMX O>DMX', 'A>DMX O>DMX D>MX', 'A>DMX O>DMX D>MX', 'A>DMX O>DMX', '-'],
  setRole: ['-', 'A>DMX O>DMX', 'A>DMX O>DMX', 'A>DMX', 'A>DMX O>DMX'],
  editMember: ['A>DMX O>DMX', 'A>DMX O>DMX D>MX', 'A>DMX O>DMX D>MX', '-', 'A>DMX O>DMX D>MX'],
}

/** What coming in by oneself leads to for an outsider, by the group's option: FreeAccess, NeedPermission, DisableApply. */
export const JOIN: Readonly<Record<string, readonly [string, string, string]>> = {
  Private: ['GROUP_UNSUPPORTED', 'GROUP_UNSUPPORTED', 'GROUP_UNSUPPORTED'],
  Public: ['joins', 'applies', 'GROUP_DENIED'],
  ChatRoom: ['joins', 'applies', 'GROUP_DENIED'],
  AVChatRoom: ['joins', 'joins', 'joins'],
  Community: ['joins', 'applies', 'GROUP_DENIED'],
}

/** What a member's invitation leads to, by the group's option: FreeAccess, NeedPermission, DisableInvite. */
export const MEMBER_INVITES: Readonly<Record<string, readonly [string, string, string]>> = {
  Private: ['adds', 'proposes', 'GROUP_DENIED'],
  Public: ['adds', 'proposes', 'GROUP_DENIED'],
  ChatRoom: ['adds', 'proposes', 'GROUP_DENIED'],
  AVChatRoom: ['GROUP_UNSUPPORTED', 'GROUP_UNSUPPORTED', 'GROUP_UNSUPPORTED'],
  Community: ['adds', 'proposes', 'GROUP_DENIED'],
}

/** Facts of a type, in the order of TYPES. */
export const FACTS = {
  'default join option': ['DisableApply', 'NeedPermission', 'FreeAccess', 'FreeAccess', 'FreeAccess'],
  'default invite option': ['FreeAccess', 'DisableInvite', 'DisableInvite', undefined, 'FreeAccess'],
  'member list stored': [true, true, true, false, true],
  'default maximum of members': [200, 2000, 6000, 0, 100_000],
  unread: [true, true, false, false, true],
  history: [true, true, true, false, true],
  'history before joining': [false, false, true, false, true],
  'member notices': [true, true, false, true, true],
  'activated by first message': [true, false, false, false, false],
  'default receive option': [
    'AcceptAndNotify',
    'AcceptAndNotify',
    'AcceptNotNotify',
    'AcceptNotNotify',
    'AcceptAndNotify',
  ],
  'offline push': [true, true, false, false, true],
  recall: [true, true, true, false, true],
  'read receipts': [true, true, true, false, false],
  'message extensions': [true, true, true, false, true],
  'directed messages': [true, true, true, false, false],
  'custom member fields': [true, true, true, false, true],
  administrators: [0, 50, 50, 5, 50],
  'ids of the server begin with': ['@TGS#1', '@TGS#2', '@TGS#3', '@TGS#a', '@TGS#_@TGS#c'],
} as const

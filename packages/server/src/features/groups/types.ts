/** The rule table of the group types: a row per type, a column per rule. Decisions over it are in `rules.ts`; numbers are those of docs/rules.md. */

export const GROUP_TYPES = ['Private', 'Public', 'ChatRoom', 'AVChatRoom', 'Community'] as const
export type GroupType = (typeof GROUP_TYPES)[number]

/** Names that newer clients use for the same types. */
export const GROUP_TYPE_ALIASES: Readonly<Record<string, GroupType>> = { Work: 'Private', Meeting: 'ChatRoom' }

export const ROLES = ['Owner', 'Admin', 'Member'] as const
export type Role = (typeof ROLES)[number]

/** Who asks: the application itself (its server API), somebody with a role, or somebody without one. */
export const STANDINGS = ['App', 'Owner', 'Admin', 'Member', 'Outsider'] as const
export type Standing = (typeof STANDINGS)[number]

export const JOIN_OPTIONS = ['FreeAccess', 'NeedPermission', 'DisableApply'] as const
export type JoinOption = (typeof JOIN_OPTIONS)[number]
export const INVITE_OPTIONS = ['FreeAccess', 'NeedPermission', 'DisableInvite'] as const
export type InviteOption = (typeof INVITE_OPTIONS)[number]
export const RECEIVE_OPTIONS = ['AcceptAndNotify', 'AcceptNotNotify', 'Discard'] as const
export type ReceiveOption = (typeof RECEIVE_OPTIONS)[number]

/** Operations that depend on the asker's standing alone. */
export const OPERATIONS = [
  'find',
  'quit',
  'dissolve',
  'transfer',
  'editProfile',
  'editOptions',
  'muteAll',
  'readMembers',
  'readRoles',
  'readBans',
  'readMutes',
  'handleApplications',
  'addMembers',
  'editOwnMember',
  'receiveOption',
  'readAttributes',
  'writeAttributes',
  'readCounters',
  'writeCounters',
] as const
export type Operation = (typeof OPERATIONS)[number]

/** Operations on somebody else: the asker must also outrank the one concerned. */
export const TARGET_OPERATIONS = ['kick', 'mute', 'ban', 'setRole', 'editMember'] as const
export type TargetOperation = (typeof TARGET_OPERATIONS)[number]

export interface GroupTypeRules {
  /** Who may do what; nobody at all: the type does not have it. */
  readonly may: { readonly [O in Operation | TargetOperation]: readonly Standing[] }
  /** How a group of this type says who may come in by themselves; one value: it cannot be changed. */
  readonly joinOptions: readonly [JoinOption, ...JoinOption[]]
  /** How it says whether members may bring others in; none: only the application can. The first is the default. */
  readonly inviteOptions: readonly InviteOption[]
  /** Members are stored. Otherwise whoever is not banned counts as one. */
  readonly memberListStored: boolean
  readonly mostAdmins: number
  /** What a group gets when its maker asks for no number; 0: no limit. */
  readonly defaultMaxMembers: number
  readonly unread: boolean
  readonly history: boolean
  readonly historyBeforeJoin: boolean
  /** Members are told who comes and goes. */
  readonly memberNotices: boolean
  /** Others see the group only after its owner's first message. */
  readonly activation: boolean
  readonly defaultReceiveOption: ReceiveOption
  readonly offlinePush: boolean
  readonly recall: boolean
  readonly receipts: boolean
  readonly extensions: boolean
  readonly directedMessages: boolean
  readonly customMemberFields: boolean
  /** What ids made by the server begin with. */
  readonly idPrefix: string
}

const NOBODY: readonly Standing[] = []
const APP: readonly Standing[] = ['App']
const OWNER: readonly Standing[] = ['App', 'Owner']
const MANAGERS: readonly Standing[] = ['App', 'Owner', 'Admin']
const MEMBERS: readonly Standing[] = ['App', 'Owner', 'Admin', 'Member']
const EVERYONE: readonly Standing[] = ['App', 'Owner', 'Admin', 'Member', 'Outsider']
/** What one does for oneself: the application has no seat in a group. */
const SELF: readonly Standing[] = ['Owner', 'Admin', 'Member']
const SELF_BUT_OWNER: readonly Standing[] = ['Admin', 'Member']

const PUBLIC_MAY: GroupTypeRules['may'] = {
  find: EVERYONE,
  quit: SELF_BUT_OWNER,
  dissolve: OWNER,
  transfer: OWNER,
  editProfile: MANAGERS,
  editOptions: MANAGERS,
  muteAll: MANAGERS,
  readMembers: MEMBERS,
  readRoles: MEMBERS,
  readBans: MANAGERS,
  readMutes: MANAGERS,
  handleApplications: MANAGERS,
  addMembers: APP,
  editOwnMember: SELF,
  receiveOption: SELF,
  readAttributes: MEMBERS,
  writeAttributes: MEMBERS,
  readCounters: MEMBERS,
  writeCounters: MEMBERS,
  kick: MANAGERS,
  mute: MANAGERS,
  ban: MANAGERS,
  setRole: OWNER,
  editMember: MANAGERS,
}

const PUBLIC: GroupTypeRules = {
  may: PUBLIC_MAY,
  joinOptions: ['NeedPermission', 'FreeAccess', 'DisableApply'],
  inviteOptions: ['DisableInvite', 'FreeAccess', 'NeedPermission'],
  memberListStored: true,
  mostAdmins: 50,
  defaultMaxMembers: 2_000,
  unread: true,
  history: true,
  historyBeforeJoin: false,
  memberNotices: true,
  activation: false,
  defaultReceiveOption: 'AcceptAndNotify',
  offlinePush: true,
  recall: true,
  receipts: true,
  extensions: true,
  directedMessages: true,
  customMemberFields: true,
  idPrefix: '@TGS#2',
}

/** `TYPE_RULES.Public.may.kick` */
export const TYPE_RULES: { readonly [T in GroupType]: GroupTypeRules } = {
  Private: {
    ...PUBLIC,
    may: {
      ...PUBLIC_MAY,
      find: MEMBERS,
      quit: SELF,
      dissolve: APP,
      editProfile: MEMBERS,
      editOptions: OWNER,
      muteAll: NOBODY,
      readMutes: NOBODY,
      readBans: OWNER,
      handleApplications: OWNER,
      kick: OWNER,
      mute: NOBODY,
      ban: OWNER,
      setRole: NOBODY,
      editMember: OWNER,
    },
    joinOptions: ['DisableApply'],
    inviteOptions: ['FreeAccess', 'NeedPermission', 'DisableInvite'],
    mostAdmins: 0,
    defaultMaxMembers: 200,
    activation: true,
    idPrefix: '@TGS#1',
  },
  Public: PUBLIC,
  ChatRoom: {
    ...PUBLIC,
    joinOptions: ['FreeAccess', 'NeedPermission', 'DisableApply'],
    defaultMaxMembers: 6_000,
    unread: false,
    historyBeforeJoin: true,
    memberNotices: false,
    defaultReceiveOption: 'AcceptNotNotify',
    offlinePush: false,
    idPrefix: '@TGS#3',
  },
  AVChatRoom: {
    ...PUBLIC,
    may: {
      ...PUBLIC_MAY,
      transfer: NOBODY,
      editProfile: OWNER,
      editOptions: OWNER,
      muteAll: OWNER,
      readMembers: NOBODY,
      readRoles: NOBODY,
      readBans: OWNER,
      readMutes: OWNER,
      handleApplications: NOBODY,
      addMembers: NOBODY,
      editOwnMember: NOBODY,
      receiveOption: NOBODY,
      kick: NOBODY,
      mute: OWNER,
      ban: OWNER,
      setRole: APP,
      editMember: NOBODY,
    },
    joinOptions: ['FreeAccess'],
    inviteOptions: [],
    memberListStored: false,
    mostAdmins: 5,
    defaultMaxMembers: 0,
    unread: false,
    history: false,
    defaultReceiveOption: 'AcceptNotNotify',
    offlinePush: false,
    recall: false,
    receipts: false,
    extensions: false,
    directedMessages: false,
    customMemberFields: false,
    idPrefix: '@TGS#a',
  },
  Community: {
    ...PUBLIC,
    may: {
      ...PUBLIC_MAY,
      readBans: NOBODY,
      ban: NOBODY,
      readAttributes: NOBODY,
      writeAttributes: NOBODY,
      readCounters: NOBODY,
      writeCounters: NOBODY,
    },
    joinOptions: ['FreeAccess', 'NeedPermission', 'DisableApply'],
    inviteOptions: ['FreeAccess', 'NeedPermission', 'DisableInvite'],
    defaultMaxMembers: 100_000,
    historyBeforeJoin: true,
    receipts: false,
    directedMessages: false,
    idPrefix: '@TGS#_@TGS#c',
  },
}

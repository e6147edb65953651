/** Decisions about applications, keys and accounts. Numbers are those of docs/rules.md. */
import { ALLOW_TYPE, type AllowType } from '@signet/protocol/profile'

/**
 * On what an account may be logged in at once: `single` one platform; `webAndOne` the web and one other; `webDesktopMobile` the web, one
 * kind of desktop, one kind of phone or tablet; `perPlatform` every platform; `multi` anything, up to `maxInstances` in all.
 */
export const LOGIN_POLICIES = ['single', 'webAndOne', 'webDesktopMobile', 'perPlatform', 'multi'] as const
export type LoginPolicy = (typeof LOGIN_POLICIES)[number]

/** Who makes an account: the first valid login, or an import only (ACC4). */
export const ACCOUNT_CREATION = ['onLogin', 'imported'] as const
export type AccountCreation = (typeof ACCOUNT_CREATION)[number]

/** Who may write to whom in private. */
export const PRIVATE_MESSAGES = ['everybody', 'friends'] as const
export type PrivateMessages = (typeof PRIVATE_MESSAGES)[number]

/** What an operator may choose for an application (APP3). */
export interface AppSettings {
  readonly loginPolicy: LoginPolicy
  /** Most sessions of one account at once under `multi`; 1–10. */
  readonly maxInstances: number
  /** Most sessions on the web; 1–10. 0: one, under `multi` as many as `maxInstances`; so for the three below, each by platform. */
  readonly webInstances: number
  /** iPhone, Android. */
  readonly mobileInstances: number
  /** iPad. */
  readonly tabletInstances: number
  /** Windows, Mac, Linux. */
  readonly desktopInstances: number
  readonly accountCreation: AccountCreation
  /** Largest message (MsgBody plus CloudCustomData as UTF-8 JSON), bytes; 1,024–65,536. */
  readonly maxMessageBytes: number
  /** How long the server keeps messages for its users, days; 1–3,650, or 0 for ever. */
  readonly roamingDays: number
  /** Who may write to whom in private: everybody, or only people who are friends of each other. */
  readonly privateMessages: PrivateMessages
  /** How those who did not choose themselves want to be asked for friendship. */
  readonly allowType: AllowType
  /** Most groups that one account is a member of, live rooms not counted; 1–10,000. */
  readonly groupsPerUser: number
  /** Most live rooms (AVChatRoom); 1–1,000,000. */
  readonly liveRooms: number
  /** Messages that a live room takes in a second, at most what the server allows; 1–100,000, or 0 for what it allows. */
  readonly roomMessagesPerSecond: number
  /** Most members of a Private (Work) group; 2–20,000. */
  readonly privateMembers: number
  /** Most members of a Public group; 2–20,000. */
  readonly publicMembers: number
  /** Most members of a ChatRoom (Meeting) group; 2–20,000. */
  readonly chatRoomMembers: number
  /** Most members of a Community; 2–1,000,000. */
  readonly communityMembers: number
}

export const DEFAULT_SETTINGS: AppSettings = {
  loginPolicy: 'perPlatform',
  maxInstances: 5,
  webInstances: 0,
  mobileInstances: 0,
  tabletInstances: 0,
  desktopInstances: 0,
  accountCreation: 'onLogin',
  maxMessageBytes: 12_288,
  // A server of one's own takes nothing away that nobody told it to.
  roamingDays: 0,
  privateMessages: 'everybody',
  allowType: ALLOW_TYPE.needConfirm,
  groupsPerUser: 3_000,
  liveRooms: 10_000,
  roomMessagesPerSecond: 0,
  privateMembers: 6_000,
  publicMembers: 6_000,
  chatRoomMembers: 6_000,
  communityMembers: 100_000,
}

export type SettingRule = { readonly oneOf: readonly string[] } | { readonly from: number; readonly to: number }

/** What each setting may be (APP3). */
export const SETTING_RULES: { readonly [K in keyof AppSettings]: SettingRule } = {
  loginPolicy: { oneOf: LOGIN_POLICIES },
  maxInstances: { from: 1, to: 10 },
  webInstances: { from: 0, to: 10 },
  mobileInstances: { from: 0, to: 10 },
  tabletInstances: { from: 0, to: 10 },
  desktopInstances: { from: 0, to: 10 },
  accountCreation: { oneOf: ACCOUNT_CREATION },
  maxMessageBytes: { from: 1_024, to: 65_536 },
  roamingDays: { from: 0, to: 3_650 },
  privateMessages: { oneOf: PRIVATE_MESSAGES },
  allowType: { oneOf: Object.values(ALLOW_TYPE) },
  groupsPerUser: { from: 1, to: 10_000 },
  liveRooms: { from: 1, to: 1_000_000 },
  roomMessagesPerSecond: { from: 0, to: 100_000 },
  privateMembers: { from: 2, to: 20_000 },
  publicMembers: { from: 2, to: 20_000 },
  chatRoomMembers: { from: 2, to: 20_000 },
  communityMembers: { from: 2, to: 1_000_000 },
}

/** What is wrong with these settings, for the person who chose them; nothing when they are fine (APP3). */
export function settingsProblem(settings: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(SETTING_RULES, name)) {
      return `There is no setting ${JSON.stringify(name)}; the settings are ${Object.keys(SETTING_RULES).join(', ')}.`
    }
    const rule = SETTING_RULES[name as keyof AppSettings]
    if ('oneOf' in rule) {
      if (!rule.oneOf.includes(value as string)) return `${name} is one of ${rule.oneOf.join(', ')}.`
    } else if (!Number.isInteger(value) || (value as number) < rule.from || (value as number) > rule.to) {
      return `${name} is an integer from ${rule.from} to ${rule.to}.`
    }
  }
  return undefined
}

/** Where a free SDKAppID is drawn from (APP1). */
export const SDK_APP_ID_FROM = 1_400_000_000
export const SDK_APP_ID_COUNT = 300_000_000

const CONTROL = /[\u0000-\u001f\u007f]/

/** APP6: 1–100 characters, no control character. */
export function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100 || CONTROL.test(name)) {
    return 'The name of an application has 1–100 characters and no control character.'
  }
  return undefined
}

/** ACC6: at most 500 bytes of UTF-8, no lone surrogate. */
export function profileProblem(field: 'Nick' | 'FaceUrl', value: unknown): string | undefined {
  if (value === undefined) return undefined
  const isText = typeof value === 'string' && !/\p{Surrogate}/u.test(value)
  if (isText && new TextEncoder().encode(value).length <= 500) return undefined
  return `${field} is text of at most 500 bytes.`
}

export const USER_ID_RULE =
  'A UserID has 1–32 bytes of printable ASCII without slashes, does not begin or end with a space, and is not __proto__.'

/** Most keys of an application that can verify at the same time (KEY3): what one bad ticket may cost. */
export const MAX_USABLE_KEYS = 10

export interface KeyTimes {
  /** ms */
  readonly retiresAt: number | undefined
  /** ms */
  readonly revokedAt: number | undefined
}

export type KeyStatus = 'active' | 'retiring' | 'retired' | 'revoked'

/** What a key is at `now` (ms): `active` and `retiring` keys verify, the others do not (KEY4, KEY5). */
export function keyStatus(key: KeyTimes, now: number): KeyStatus {
  if (key.revokedAt !== undefined) return 'revoked'
  if (key.retiresAt === undefined) return 'active'
  return now < key.retiresAt ? 'retiring' : 'retired'
}

export const isUsable = (key: KeyTimes, now: number): boolean => {
  const status = keyStatus(key, now)
  return status === 'active' || status === 'retiring'
}

/**
 * ACC5: from which second on tickets are trusted again after a revocation at `now` (ms). Tickets carry whole seconds, so a ticket of
 * the very second of the revocation may be older than it: it is refused, and a new one works from the next second on.
 */
export const sigNotBeforeAt = (now: number): number => Math.floor(now / 1000) + 1

const TINY_ID_BASE = 1n << 57n

/** ACC3: a tinyID from 40 random bits: as long as those people know, and never a number that JavaScript would round. */
export const tinyIdOf = (random40: number): string => String(TINY_ID_BASE + BigInt(random40))

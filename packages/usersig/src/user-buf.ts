import { UserSigError } from './errors.ts'
import { type Claims, checkSdkAppIdArgument, checkTime, checkUserId } from './issue.ts'
import { fromUtf8, utf8 } from './lib/utf8.ts'

/**
 * What a user may do in a room, as bits. Add them with `|`.
 *
 * @example
 * const listener = PRIVILEGES.JOIN_ROOM | PRIVILEGES.RECEIVE_AUDIO
 */
export const PRIVILEGES = {
  CREATE_ROOM: 1,
  JOIN_ROOM: 2,
  SEND_AUDIO: 4,
  RECEIVE_AUDIO: 8,
  SEND_VIDEO: 16,
  RECEIVE_VIDEO: 32,
  SEND_SUBSTREAM: 64,
  RECEIVE_SUBSTREAM: 128,
  /** Join, and receive audio and video. */
  WATCH: 42,
  ALL: 255,
} as const

/** The name of one bit of a privilege map. */
export type Privilege = Exclude<keyof typeof PRIVILEGES, 'WATCH' | 'ALL'>

/** What a `privateMapKey` permits: a user, a room, until when, and what. */
export interface PrivateMapKey {
  readonly sdkAppId: number
  readonly userId: string
  /** A numeric room (1 … 4,294,967,294) or a string room (1 to 64 bytes of UTF-8). They are different rooms. */
  readonly room: number | string
  /** Unix seconds. */
  readonly expiresAt: number
  /** Bits of `PRIVILEGES`. */
  readonly privileges: number
}

/** Claims of a ticket that permits a room. The ticket and the permission expire together. */
export interface PrivateMapKeyClaims extends Omit<Claims, 'userBuf'> {
  readonly room: number | string
  /** Bits of `PRIVILEGES`. Default: all. */
  readonly privileges?: number
}

const MAX_ROOM = 0xfffffffe
const MAX_ROOM_BYTES = 64
const HEAD = 23

const refuse = (message: string, remedy: string): never => {
  throw new UserSigError('INVALID_ARGUMENT', message, remedy)
}

function checkRoom(room: unknown): asserts room is number | string {
  if (typeof room === 'string') {
    if (room === '' || utf8(room).length > MAX_ROOM_BYTES) {
      refuse(
        'The room name is empty or has more than 64 bytes.',
        'Pass a shorter name, or a number for a numeric room.',
      )
    }
  } else if (!Number.isInteger(room) || (room as number) < 1 || (room as number) > MAX_ROOM) {
    refuse(
      `The room is not a number from 1 to ${MAX_ROOM}.`,
      'Pass a number for a numeric room, a string for a string room.',
    )
  }
}

/**
 * The bytes of a room permission: the `userBuf` of the ticket that `signPrivateMapKey` makes.
 *
 * @example
 * encodePrivateMapKey({ sdkAppId: 1400000000, userId: 'alice', room: 42, expiresAt: 1798761600, privileges: PRIVILEGES.WATCH })
 *
 * @throws UserSigError INVALID_ARGUMENT
 */
export function encodePrivateMapKey(permission: PrivateMapKey): Uint8Array {
  const { room, privileges } = permission
  const account = utf8(checkUserId(permission.userId, 32))
  checkRoom(room)
  if (!Number.isInteger(privileges) || privileges < 0 || privileges > PRIVILEGES.ALL) {
    refuse('privileges is not a sum of PRIVILEGES.', 'Pass for example PRIVILEGES.ALL, or 0 … 255.')
  }
  const expiresAt = checkTime(permission.expiresAt)
  if (expiresAt > 0xffffffff) refuse('The permission would expire after the year 2106.', 'Choose a shorter time.')
  const name = typeof room === 'string' ? utf8(room) : undefined
  const bytes = new Uint8Array(HEAD + account.length + (name ? 2 + name.length : 0))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, name ? 1 : 0)
  view.setUint16(1, account.length)
  bytes.set(account, 3)
  let at = 3 + account.length
  const numbers = [
    checkSdkAppIdArgument(permission.sdkAppId),
    typeof room === 'number' ? room : 0,
    expiresAt,
    privileges,
    0,
  ]
  for (const number of numbers) {
    view.setUint32(at, number)
    at += 4
  }
  if (name) {
    view.setUint16(at, name.length)
    bytes.set(name, at + 2)
  }
  return bytes
}

/**
 * Reads the bytes of a room permission, as found in `Verified.userBuf`.
 *
 * @example
 * const { userBuf } = verify(key, ticket, expected, { userBuf: 'require' })
 * decodePrivateMapKey(userBuf).room
 *
 * @throws UserSigError INVALID_PRIVATE_MAP_KEY when the bytes are something else
 */
export function decodePrivateMapKey(bytes: Uint8Array): PrivateMapKey {
  const broken = (why: string): UserSigError =>
    new UserSigError(
      'INVALID_PRIVATE_MAP_KEY',
      `The user buffer is not a room permission: ${why}.`,
      'Sign it with a current library.',
    )
  if (bytes.length < HEAD) throw broken('it is too short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const form = view.getUint8(0)
  const accountLength = view.getUint16(1)
  if (form > 1) throw broken(`it has the unknown form ${form}`)
  const end = HEAD + accountLength
  if (form === 0 ? bytes.length !== end : bytes.length < end + 2) throw broken('its lengths do not agree')
  if (form === 1 && bytes.length !== end + 2 + view.getUint16(end)) throw broken('its lengths do not agree')
  const userId = fromUtf8(bytes.subarray(3, 3 + accountLength))
  const name = form === 1 ? fromUtf8(bytes.subarray(end + 2)) : undefined
  if (userId === undefined || (form === 1 && name === undefined)) throw broken('a name in it is not UTF-8')
  const number = (index: number): number => view.getUint32(3 + accountLength + 4 * index)
  return { sdkAppId: number(0), userId, room: name ?? number(1), expiresAt: number(2), privileges: number(3) }
}

/**
 * The names of the bits that are set.
 *
 * @example
 * listPrivileges(42) // ['JOIN_ROOM', 'RECEIVE_AUDIO', 'RECEIVE_VIDEO']
 */
export function listPrivileges(privileges: number): Privilege[] {
  const single = Object.entries(PRIVILEGES).filter(([name]) => name !== 'WATCH' && name !== 'ALL')
  return single.filter(([, bit]) => (privileges & bit) !== 0).map(([name]) => name as Privilege)
}

/** The claims of the ticket that carries the permission. */
export function permissionClaims({ room, privileges = PRIVILEGES.ALL, ...claims }: PrivateMapKeyClaims): Claims {
  const now = checkTime(claims.now)
  const expiresAt = now + (claims.expire ?? 15_552_000)
  return { ...claims, now, userBuf: encodePrivateMapKey({ ...claims, room, privileges, expiresAt }) }
}

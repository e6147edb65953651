import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodePrivateMapKey,
  encodePrivateMapKey,
  generateSecret,
  listPrivileges,
  PRIVILEGES,
  secretKey,
  signPrivateMapKey,
  verify,
} from './node.ts'

const permission = {
  sdkAppId: 1_400_000_000,
  userId: 'xiaojun',
  room: 10_000,
  expiresAt: 1_795_424_547,
  privileges: 255,
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('the bytes of a room permission', () => {
  test('are form, user, application, room, time and privileges, big-endian', () => {
    expect(hex(encodePrivateMapKey(permission))).toBe(
      `00${'0007'}${Buffer.from('xiaojun').toString('hex')}53724e00${'00002710'}6b040123${'000000ff'}00000000`,
    )
  })

  test('have the name of a string room at the end, and no room number', () => {
    const bytes = encodePrivateMapKey({ ...permission, room: 'room_字' })
    expect(bytes).toHaveLength(25 + 7 + 8)
    expect(bytes[0]).toBe(1)
    expect(hex(bytes)).toMatch(/53724e0000000000.*0008726f6f6d5fe5ad97$/)
  })

  test('are read back as they were, for every user, room and privilege', () => {
    const text = (max: number): fc.Arbitrary<string> =>
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: max })
        .filter((id) => !/[\u0000-\u001f\u007f-\u009f]/.test(id) && Buffer.byteLength(id) <= 32 && id.isWellFormed())
    fc.assert(
      fc.property(
        text(10),
        fc.oneof(fc.integer({ min: 1, max: 0xfffffffe }), text(10)),
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        (userId, room, privileges, expiresAt) => {
          const value = { sdkAppId: 0xffffffff, userId, room, privileges, expiresAt }
          expect(decodePrivateMapKey(encodePrivateMapKey(value))).toEqual(value)
        },
      ),
    )
  })

  test('are refused when their lengths do not agree, whatever else they hold', () => {
    for (const room of [7, 'lobby']) {
      const good = encodePrivateMapKey({ ...permission, room })
      for (let length = 0; length < good.length; length++) {
        expect(() => decodePrivateMapKey(good.subarray(0, length))).toThrow(
          expect.objectContaining({ reason: 'INVALID_PRIVATE_MAP_KEY', code: 70005 }),
        )
      }
      expect(() => decodePrivateMapKey(Uint8Array.from([...good, 0]))).toThrow(/lengths do not agree/)
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodePrivateMapKey(bytes)
        } catch (error) {
          expect(error).toMatchObject({ reason: 'INVALID_PRIVATE_MAP_KEY' })
        }
      }),
    )
  })

  test.each([
    ['room 0', { room: 0 }],
    ['the room after the last', { room: 0xffffffff }],
    ['an empty room name', { room: '' }],
    ['a room name of 65 bytes', { room: 'x'.repeat(65) }],
    ['a privilege that does not exist', { privileges: 256 }],
    ['a time after 2106', { expiresAt: 2 ** 32 }],
    ['a user with a line break', { userId: 'a\nb' }],
  ])('are not made for %s', (_, change) => {
    expect(() => encodePrivateMapKey({ ...permission, ...change })).toThrow(expect.objectContaining({ code: 70402 }))
  })
})

test('privileges are listed by name', () => {
  expect(listPrivileges(PRIVILEGES.WATCH)).toEqual(['JOIN_ROOM', 'RECEIVE_AUDIO', 'RECEIVE_VIDEO'])
  expect(listPrivileges(PRIVILEGES.ALL)).toHaveLength(8)
  expect(listPrivileges(PRIVILEGES.SEND_SUBSTREAM | PRIVILEGES.CREATE_ROOM)).toEqual(['CREATE_ROOM', 'SEND_SUBSTREAM'])
})

test('the ticket and its permission expire in the same second', () => {
  const key = secretKey(generateSecret())
  const alice = { sdkAppId: 1_400_000_000, userId: 'alice' }
  const ticket = signPrivateMapKey(key, { ...alice, room: 'lobby', expire: 300, privileges: PRIVILEGES.WATCH })
  const verified = verify(key, ticket, alice, { userBuf: 'require' })
  const { expiresAt, room, privileges } = decodePrivateMapKey(verified.userBuf!)
  expect({ expiresAt, room, privileges }).toEqual({ expiresAt: verified.expiresAt, room: 'lobby', privileges: 42 })
})

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessQuery, expiryOf, openAccess } from './access.ts'
import { createSigner } from './signer.ts'
import { openTicket, sealTicket, type Ticket } from './ticket.ts'

const signer = createSigner(randomBytes(32))
const epochs = new Map([['alice', 100]])
const parts = (now = 5000) => ({
  signer,
  now: () => now,
  epochOf: async (_app: number, user: string) => epochs.get(user),
})
const ticket: Ticket = { sdkAppId: 7, userId: 'alice', name: 'a', size: 10, type: 'image/png', expiresAt: 9000 }
const bearer = (text: string): string => `Bearer ${text}`
const denied = { errorName: 'FILE_DENIED' }

describe('[FILE1] a ticket', () => {
  it('is read as it was given', async () => {
    expect(await openTicket(parts(), bearer(sealTicket(signer, ticket, 100)))).toEqual(ticket)
  })

  it('is refused when it is over, when the account was kicked since, and when there is no account', async () => {
    const sealed = bearer(sealTicket(signer, ticket, 100))
    await expect(openTicket(parts(9000), sealed)).rejects.toMatchObject(denied)
    await expect(openTicket(parts(), bearer(sealTicket(signer, ticket, 99)))).rejects.toMatchObject(denied)
    const gone = { ...ticket, userId: 'bob' }
    await expect(openTicket(parts(), bearer(sealTicket(signer, gone, 0)))).rejects.toMatchObject(denied)
  })

  it('is refused when anything in it is another one, or the key is', async () => {
    const sealed = sealTicket(signer, ticket, 100)
    const [, signature] = sealed.split('.') as [string, string]
    const forged = Buffer.from(JSON.stringify({ ...ticket, size: 11 })).toString('base64url')
    await expect(openTicket(parts(), bearer(`${forged}.${signature}`))).rejects.toMatchObject(denied)
    const other = createSigner(randomBytes(32))
    await expect(openTicket(parts(), bearer(sealTicket(other, ticket, 100)))).rejects.toMatchObject(denied)
  })

  it('is refused whatever else stands in its place', async () => {
    const sealed = sealTicket(signer, ticket, 100)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.integer({ min: 0, max: sealed.length - 1 }).map((at) => sealed.slice(0, at)),
          fc.json().map((json) => `${Buffer.from(json).toString('base64url')}.${'A'.repeat(22)}`),
        ),
        async (text) => {
          await expect(openTicket(parts(), bearer(text))).rejects.toMatchObject(denied)
          await expect(openTicket(parts(), text)).rejects.toMatchObject(denied)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('[FILE4] an address', () => {
  const fileId = `f-7-${'0'.repeat(32)}`
  const access = { fileId, userId: 'alice', groupId: '@TGS#1', expiresAt: 9000 }
  const queryOf = (text: string) => Object.fromEntries(new URLSearchParams(text))

  it('says who reads what until when', async () => {
    const query = queryOf(accessQuery(signer, access, 100))
    expect(await openAccess(parts(), fileId, query)).toEqual({ ...access, sdkAppId: 7, asApplication: false })
  })

  it.each([
    ['another user', { u: 'bob' }],
    ['another group', { g: '@TGS#2' }],
    ['no group', { g: '' }],
    ['a later end', { e: '9001' }],
    ['another signature', { s: 'A'.repeat(22) }],
    ['a longer signature', { s: 'A'.repeat(44) }],
    ['the right of the application', { a: '1' }],
    ['two users', { u: ['alice', 'bob'] }],
  ])('with %s is refused', async (_what, change) => {
    const query = { ...queryOf(accessQuery(signer, access, 100)), ...change }
    await expect(openAccess(parts(), fileId, query)).rejects.toMatchObject(denied)
  })

  it('is refused for another file, when it is over, and when the account was kicked since', async () => {
    const query = queryOf(accessQuery(signer, access, 100))
    await expect(openAccess(parts(), `f-7-${'1'.repeat(32)}`, query)).rejects.toMatchObject(denied)
    await expect(openAccess(parts(), 'x', query)).rejects.toMatchObject(denied)
    await expect(openAccess(parts(9000), fileId, query)).rejects.toMatchObject(denied)
    const kicked = queryOf(accessQuery(signer, access, 99))
    await expect(openAccess(parts(), fileId, kicked)).rejects.toMatchObject(denied)
  })

  it('stays the same within a window and is good for one to two lifetimes', () => {
    const time = fc.integer({ min: 0, max: 2 ** 42 })
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 10_000_000 }), (now, lifetime) => {
        const left = expiryOf(now, lifetime) - now
        expect(left).toBeGreaterThan(lifetime)
        expect(left).toBeLessThanOrEqual(2 * lifetime)
        expect(expiryOf(Math.floor(now / lifetime) * lifetime, lifetime)).toBe(expiryOf(now, lifetime))
      }),
    )
  })
})

it('a signature for one purpose is none for another, nor for the same words cut otherwise', () => {
  const signature = signer.sign('read', 'ab', 'c', 1)
  expect(signer.verify(signature, 'read', 'ab', 'c', 1)).toBe(true)
  expect(signer.verify(signature, 'upload', 'ab', 'c', 1)).toBe(false)
  expect(signer.verify(signature, 'read', 'a', 'bc', 1)).toBe(false)
  expect(signer.verify(signature, 'read', 'ab', 'c', '1')).toBe(false)
  expect(signer.verify('', 'read', 'ab', 'c', 1)).toBe(false)
})

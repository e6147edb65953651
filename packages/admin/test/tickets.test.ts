import { sign } from '@signet/usersig/node'
import { expect, it } from 'vitest'
import { AdminError, createAdmin } from '../src/index.ts'
import { backend } from './way.ts'

const DAY = 86_400_000
const CHECK = { CheckItem: [{ UserID: 'alice' }] }

it('one ticket serves all calls, and another one takes its place before it expires', async () => {
  await using world = await backend()
  const { admin, road, im } = world
  const check = () => admin.call('im_open_login_svc/account_check', CHECK)
  await Promise.all([check(), check(), check()])
  im.clock.advance(DAY - 330_000)
  await check()
  expect(new Set(road.tries.map(({ userSig }) => userSig)).size).toBe(1)
  im.clock.advance(60_000)
  await check()
  expect(road.tries).toHaveLength(5)
  expect(new Set(road.tries.map(({ userSig }) => userSig)).size).toBe(2)
})

it('a ticket that the server finds expired is replaced, once a call', async () => {
  await using world = await backend()
  const { key, road, common, im } = world
  let asked = 0
  const admin = createAdmin({
    ...common,
    retries: 0,
    // The clock of who signs is wrong: the first ticket and those from the third on are old, and do not look so.
    getUserSig: async (userId) => {
      const issuedAgo = ++asked === 2 ? 0 : 600
      const seconds = Math.floor(im.clock.now() / 1000)
      return sign(key, { sdkAppId: im.sdkAppId, userId, expire: 300, now: seconds - issuedAgo })
    },
    now: () => im.clock.now() - 600_000,
  })
  await admin.call('im_open_login_svc/account_check', CHECK)
  expect(asked).toBe(2)
  expect(road.tries).toHaveLength(2)
  im.clock.advance(400_000)
  const refused = admin.call('im_open_login_svc/account_check', CHECK)
  await expect(refused).rejects.toMatchObject({ code: 70001, name: 'USERSIG_EXPIRED', tries: 2 })
  expect(asked).toBe(3)
})

it('a kick of the administrator costs one more try, not the backend', async () => {
  await using world = await backend()
  const { admin, road, im } = world
  await admin.importAccounts(['administrator'])
  im.clock.advance(2_000)
  await admin.call('im_open_login_svc/kick', { UserID: 'administrator' })
  im.clock.advance(2_000)
  await admin.call('im_open_login_svc/account_check', CHECK)
  expect(road.tries).toHaveLength(4)
})

it('tickets can come from elsewhere, and trouble there is told with its cause', async () => {
  await using world = await backend()
  const { im, common, road } = world
  const cause = new Error('the vault is closed')
  const asked: string[] = []
  let isClosed = false
  const admin = createAdmin({
    ...common,
    getUserSig: (userId) => {
      if (isClosed) throw cause
      asked.push(userId)
      return im.sign(userId, { expire: 3600 })
    },
  })
  await Promise.all([1, 2, 3].map(() => admin.call('im_open_login_svc/account_check', CHECK)))
  expect(asked).toEqual(['administrator'])
  isClosed = true
  im.clock.advance(3_600_000)
  const error: unknown = await admin.call('im_open_login_svc/account_check', CHECK).catch((reason) => reason)
  expect(error).toBeInstanceOf(AdminError)
  expect(error).toMatchObject({ name: 'TICKET_UNAVAILABLE', cause, mayBeDone: false })
  expect(road.tries).toHaveLength(3)
})

it('who signs and does not answer holds up no call for longer than its time', async () => {
  await using world = await backend()
  const { common, road } = world
  const admin = createAdmin({ ...common, getUserSig: () => new Promise<string>(() => {}), timeoutMs: 30 })
  const call = admin.call('im_open_login_svc/account_check', CHECK)
  await expect(call).rejects.toMatchObject({ name: 'TICKET_UNAVAILABLE', mayBeDone: false })
  expect(road.tries).toHaveLength(0)
})

it('a ticket that has to be encoded in a URL is not told either', async () => {
  await using world = await backend()
  const { common, road } = world
  const admin = createAdmin({ ...common, getUserSig: () => 'no+ticket/at==all', retries: 0 })
  road.fates.push('refuse')
  const error = (await admin.call('im_open_login_svc/account_check', CHECK).catch((reason) => reason)) as AdminError
  const { message } = (error.cause as Error).cause as Error
  expect(message).toContain('usersig=[ticket]')
  road.fates.push(() => Response.json({ ErrorCode: 70_402, ErrorInfo: 'you said no+ticket/at==all' }))
  const said = admin.call('im_open_login_svc/account_check', CHECK)
  await expect(said).rejects.toThrow('you said [ticket]')
  await expect(admin.call('im_open_login_svc/account_check', CHECK)).rejects.toMatchObject({ code: 70003 })
})

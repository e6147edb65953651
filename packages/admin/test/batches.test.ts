import { expect, it } from 'vitest'
import { type ImportProgress, textBody } from '../src/index.ts'
import { backend } from './way.ts'

it('a thousand accounts are imported with progress, and those that cannot be are named', async () => {
  await using world = await backend()
  const { admin, road } = world
  const bad = ['a/b', 'x'.repeat(400), '__proto__']
  async function* users() {
    for (let i = 0; i < 997; i++) {
      yield i % 2 === 0 ? `u${i}` : { UserID: `u${i}`, Nick: i === 501 ? 'n'.repeat(501) : `User ${i}` }
      if (i % 400 === 100) yield bad[Math.floor(i / 400)]!
    }
  }
  const heard: ImportProgress[] = []
  road.fates.push('pass', 'lose')
  const outcome = await admin.importAccounts(users(), { onProgress: (progress) => heard.push(progress) })
  expect(outcome).toEqual({ imported: 996, failed: ['a/b', 'x'.repeat(400), 'u501', '__proto__'] })
  expect(heard).toHaveLength(10)
  expect(heard.map(({ done }) => done)).toEqual(Array.from({ length: 10 }, (_, i) => (i + 1) * 100))
  expect(heard.at(-1)).toEqual({ done: 1000, failed: 4 })
  expect(road.tries).toHaveLength(11)
  const CheckItem = ['u0', 'u996', 'u501'].map((UserID) => ({ UserID }))
  const { ResultItem } = await admin.call('im_open_login_svc/account_check', { CheckItem })
  expect(ResultItem.map(({ AccountStatus }) => AccountStatus)).toEqual(['Imported', 'Imported', 'NotImported'])
})

it('an import that is ended stops where it is, and can be done again from the start', async () => {
  await using world = await backend()
  const { admin, road } = world
  const users = Array.from({ length: 300 }, (_, i) => `u${i}`)
  const controller = new AbortController()
  const reason = new Error('enough')
  const ended = admin.importAccounts(users, { signal: controller.signal, onProgress: () => controller.abort(reason) })
  await expect(ended).rejects.toBe(reason)
  expect(road.tries).toHaveLength(1)
  expect(await admin.importAccounts(users)).toEqual({ imported: 300, failed: [] })
  expect(await admin.importAccounts([])).toEqual({ imported: 0, failed: [] })
})

it('a message goes to many, and who has no account is named, be it a whole call of them', async () => {
  await using world = await backend()
  const { admin, im } = world
  const bob = await im.enter('bob')
  await admin.importAccounts(['administrator', ...Array.from({ length: 498 }, (_, i) => `u${i}`)])
  const known = ['bob', ...Array.from({ length: 498 }, (_, i) => `u${i}`)]
  const ghosts = ['ghost', 'ghost2', 'ghost3']
  const done: number[] = []
  const { sent, failed } = await admin.sendToMany(
    [...known, ...ghosts, 'bob'],
    { MsgBody: textBody('to all') },
    { onProgress: (progress) => done.push(progress.done) },
  )
  expect(sent).toBe(499)
  expect(failed).toEqual(ghosts.map((userId) => ({ userId, code: 70107 })))
  expect(done).toEqual([500, 502])
  await bob.until(() => bob.messages.length > 0)
  expect(bob.messages).toHaveLength(1)
})

import { testIm } from '@signet/testkit'
import { expect, test } from 'vitest'
import { CHOSEN, ownerOf, staffOf } from './console-staff.ts'
import { ConsoleVisitor } from './console-visitor.ts'

test('[CON15] the audit log has sign-ins, refused ones and sign-outs, with their address and without what was typed', async () => {
  await using im = await testIm()
  const owner = await ownerOf(im)
  const other = await staffOf(im, 'other', 'developer')
  const nobody = new ConsoleVisitor(im.url)
  expect((await nobody.signIn('other', 'a wrong pass phrase')).status).toBe(401)
  expect((await nobody.signIn('a pass phrase typed above', 'other')).status).toBe(401)
  expect((await other.ask('DELETE', 'session')).status).toBe(200)
  const { body, text } = await owner.ask('GET', 'audit?action=session.')
  const rows = (body['entries'] as Record<string, unknown>[]).map(({ who, role, action, address, outcome, detail }) => {
    return { who, role, action, address, outcome, ...(detail === undefined ? {} : { detail }) }
  })
  const address = '127.0.0.1'
  const refused = { action: 'session.refused', address, outcome: 'NOT_LOGGED_IN' }
  expect(rows).toEqual([
    { who: 'other', role: 'developer', action: 'session.close', address, outcome: 'done' },
    { who: '', role: '', ...refused, detail: { after: { wrong: 'password' } } },
    { who: 'other', role: 'developer', ...refused, detail: { after: { wrong: 'password' } } },
    { who: 'other', role: 'developer', action: 'session.open', address, outcome: 'done' },
    { who: 'owner', role: 'owner', action: 'session.open', address, outcome: 'done' },
  ])
  for (const typed of ['pass phrase', CHOSEN]) expect(text).not.toContain(typed)
})

test('[CON6] who is disabled and comes back finds no session of before', async () => {
  await using im = await testIm()
  const owner = await ownerOf(im)
  const other = await staffOf(im, 'other', 'operator')
  for (const disabled of [true, false]) {
    expect((await owner.ask('PATCH', 'users', { name: 'other', disabled })).status).toBe(200)
  }
  expect((await other.ask('GET', 'own')).status).toBe(401)
  expect((await other.signIn('other', CHOSEN)).body).toMatchObject({ signedIn: true, mustChange: false })
})

test('[CON6] a password that is reset while it is being proven opens nothing', async () => {
  await using im = await testIm()
  await ownerOf(im)
  const { consoleUsers } = im.server.im
  const verify = consoleUsers.verifyPassword
  Object.assign(consoleUsers, {
    async verifyPassword(name: string, password: string) {
      const outcome = await verify(name, password)
      im.clock.advance(1)
      await consoleUsers.resetPassword(name)
      return outcome
    },
  })
  const late = new ConsoleVisitor(im.url)
  expect((await late.signIn('owner', CHOSEN)).status).toBe(401)
  expect(late.cookie).toBe('')
})

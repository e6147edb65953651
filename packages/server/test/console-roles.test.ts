import { readFile } from 'node:fs/promises'
import { mayAct, ROLES } from '@signet/protocol/console/roles'
import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleRoutes } from '../src/console.ts'
import type { RestCalls } from '../src/engine/http/rest.ts'
import type { ConsoleRoute } from '../src/features/console/route.ts'
import { type OwnParts, ownRoutes } from '../src/features/console/routes/own.ts'
import { CHOSEN, ownerOf, staffOf } from './console-staff.ts'
import { ConsoleVisitor } from './console-visitor.ts'

describe('the door of the console', () => {
  let im: TestIm
  let routes: readonly ConsoleRoute[]

  beforeAll(async () => {
    im = await testIm()
    routes = [...ownRoutes({} as OwnParts), ...consoleRoutes(im.server.im, {} as RestCalls)]
  })
  afterAll(() => im.close())

  /** An application that is not there: whoever may pass is told so, and nothing is done. */
  const pathOf = ({ path }: ConsoleRoute): string => path.replace(':sdkAppId', '4000000000')
  const ask = (visitor: ConsoleVisitor, route: ConsoleRoute, headers = {}) =>
    visitor.ask(route.method, pathOf(route), route.method === 'GET' ? undefined : {}, headers)

  test('[CHK27] [CON12] lets each role through to the routes that it may use, and to no other', async () => {
    for (const role of ROLES) {
      const visitor = await staffOf(im, `some-${role.toLowerCase()}`, role)
      const session = { cookie: visitor.cookie, token: visitor.token }
      for (const route of routes) {
        // Done at once by who may: nothing in it can be wrong.
        const isSpared = route.method !== 'GET' && route.input === undefined && !route.path.includes(':sdkAppId')
        if (mayAct(role, route.role) && isSpared) continue
        const { status, body } = await ask(visitor, route)
        const isRefused = status === 403 && String(body['message']).startsWith('This takes the role')
        expect([role, route.method, route.path, isRefused]).toEqual([
          role,
          route.method,
          route.path,
          !mayAct(role, route.role),
        ])
        if (status === 429) throw new Error('the test asks more at once than a session may')
        expect({ cookie: visitor.cookie, token: visitor.token }).toEqual(session)
      }
    }
  })

  test('[CHK27] [CON7] answers nobody without a session, and changes nothing without its token or from elsewhere', async () => {
    const owner = await staffOf(im, 'second-owner', 'owner')
    const nobody = new ConsoleVisitor(im.url)
    for (const route of routes) {
      const { status, body } = await ask(nobody, route)
      expect([route.path, status, body['name']]).toEqual([route.path, 401, 'NOT_LOGGED_IN'])
      if (route.method === 'GET') continue
      for (const headers of [{ 'x-csrf-token': '' }, { origin: 'https://evil.example' }]) {
        const refused = await ask(owner, route, headers)
        expect([route.path, refused.status, refused.body['name']]).toEqual([route.path, 403, 'FORBIDDEN'])
      }
    }
  })

  test('[CON9] opens nothing but one’s own sign-in to who still has a one-time password', async () => {
    const { password } = await im.server.im.consoleUsers.create({ name: 'fresh', role: 'owner' })
    const fresh = new ConsoleVisitor(im.url)
    await fresh.signIn('fresh', password)
    const open = routes.filter(({ unsettled }) => unsettled).map(({ path }) => path)
    expect(open).toEqual(['password', 'own', 'own/second-factor/begin', 'own/second-factor/confirm'])
    for (const route of routes) {
      const { status, body } = await ask(fresh, route)
      const isClosed = status === 403 && String(body['message']).includes('one-time password')
      expect([route.path, isClosed]).toEqual([route.path, !route.unsettled])
    }
  })

  test('[CON15] every deed that is written down has words at the console', async () => {
    const words = await readFile(new URL('../../console/src/pages/audit/actions.ts', import.meta.url), 'utf8')
    for (const { audited } of routes) {
      if (audited !== undefined) expect(words, audited).toContain(`  '${audited}': {`)
    }
  })

  test('[CON12] a role that is taken away is gone with the next request, and a disabled user with it', async () => {
    const owner = await staffOf(im, 'third-owner', 'owner')
    const other = await staffOf(im, 'other', 'operator')
    const where = `applications/${im.sdkAppId}`
    expect((await other.ask('POST', `${where}/accounts`, { userId: 'made' })).status).toBe(200)
    expect((await owner.ask('PATCH', 'users', { name: 'other', role: 'readOnly' })).status).toBe(200)
    expect((await other.ask('POST', `${where}/accounts`, { userId: 'made-2' })).status).toBe(403)
    expect((await other.ask('GET', `${where}/accounts`)).status).toBe(200)
    await owner.ask('PATCH', 'users', { name: 'other', disabled: true })
    expect((await other.ask('GET', `${where}/accounts`)).status).toBe(401)
    expect((await other.signIn('other', CHOSEN)).status).toBe(401)
    await owner.ask('PATCH', 'users', { name: 'other', disabled: false })
    expect((await other.signIn('other', CHOSEN)).body).toMatchObject({ signedIn: true, role: 'readOnly' })
  })
})

test('[CON12] somebody always is owner', async () => {
  await using im = await testIm()
  const owner = await ownerOf(im)
  for (const change of [{ role: 'operator' }, { disabled: true }]) {
    const answer = await owner.ask('PATCH', 'users', { name: 'owner', ...change })
    expect([answer.status, answer.body['name']]).toEqual([403, 'FORBIDDEN'])
  }
  expect((await owner.ask('DELETE', 'users', { name: 'owner' })).status).toBe(403)
  const second = await owner.ask('POST', 'users', { name: 'second', role: 'owner' })
  expect(second.body['password']).toMatch(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/)
  expect((await owner.ask('PATCH', 'users', { name: 'owner', role: 'operator' })).status).toBe(200)
  expect((await owner.ask('GET', 'users')).status).toBe(403)
})

import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createHttp } from '../../engine/http/server.ts'
import type { ConsoleAudit } from './audit/log.ts'
import { addConsole } from './http.ts'
import type { SecondFactors } from './second-factor/second-factor.ts'
import type { ConsoleUser, ConsoleUsers } from './users.ts'

const HOST = 'im.example.com'
const ORIGIN = `http://${HOST}`
const PASSWORD = 'correct horse battery'

/** The console over users of one name, with every change written down. */
async function openConsole(options: { trustProxy?: boolean } = {}) {
  const changes: string[] = []
  const routes: { method: string; url: string }[] = []
  let changedAt = 1
  const owner = (): ConsoleUser => {
    return { name: 'owner', role: 'owner', mustChange: false, changedAt, secondFactor: false, createdAt: 1 }
  }
  const consoleUsers: Pick<ConsoleUsers, 'verifyPassword' | 'get' | 'changePassword'> = {
    verifyPassword: async (name, password) =>
      name === 'owner' && password === PASSWORD ? { ok: true, ...owner() } : { ok: false },
    get: async (name) => (name === 'owner' ? owner() : undefined),
    async changePassword(name) {
      changes.push(name)
      return { mustChange: false, changedAt: ++changedAt }
    },
  }
  const audit = { begin: async () => async () => undefined }
  const http = createHttp({
    bodyLimitBytes: 1 << 20,
    trustProxy: options.trustProxy ?? false,
    log: pino({ level: 'silent' }),
  })
  http.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url })
  })
  addConsole(
    http,
    {
      accounts: { apps: { get: async () => undefined } },
      consoleUsers: consoleUsers as ConsoleUsers,
      secondFactors: { isRequired: async () => false } as SecondFactors,
      consoleAudit: audit as unknown as ConsoleAudit,
      transfer: { arrivals: { isArriving: () => false } },
      now: Date.now,
    },
    [],
  )
  await http.ready()

  const signIn = async (headers: Record<string, string> = {}) => {
    const answer = await http.inject({
      method: 'POST',
      url: '/console/api/session',
      headers: { host: HOST, origin: ORIGIN, ...headers },
      payload: { name: 'owner', password: PASSWORD },
    })
    const setCookie = String(answer.headers['set-cookie'] ?? '')
    return { answer, setCookie, cookie: setCookie.split(';')[0]!, token: String(answer.json().csrfToken) }
  }
  const whoAmI = async (cookie: string) =>
    (await http.inject({ url: '/console/api/session', headers: { host: HOST, cookie } })).json()
  return { http, routes, changes, signIn, whoAmI }
}

const isChange = ({ method }: { method: string }) => method !== 'GET' && method !== 'HEAD'

test('[CHK27] [CON7] every change is refused from elsewhere and without its token, and then nothing has changed', async () => {
  const { http, routes, changes, signIn, whoAmI } = await openConsole()
  const { cookie, token } = await signIn()
  const stranger = await signIn()
  const good = { host: HOST, origin: ORIGIN, cookie, 'x-csrf-token': token }
  const { origin: _origin, ...noOrigin } = good
  const { 'x-csrf-token': _token, ...noToken } = good
  const forged: Record<string, string>[] = [
    noOrigin,
    ...['https://evil.example', 'null', `${ORIGIN}:8080`, `${ORIGIN}.evil.example`, `http://evil.${HOST}`, ''].map(
      (origin) => ({ ...good, origin }),
    ),
    noToken,
    ...['', 'x', stranger.token, `${token}x`, token.slice(1)].map((wrong) => ({ ...good, 'x-csrf-token': wrong })),
  ]
  const found = routes.filter((route) => isChange(route) && route.url !== '/console/api/session')
  expect(found.length).toBeGreaterThan(4)
  for (const { method, url } of [...found, { method: 'DELETE', url: '/console/api/session' }]) {
    for (const headers of forged) {
      const answer = await http.inject({
        method: method as 'POST',
        url,
        headers,
        ...(method !== 'DELETE' ? { payload: { current: PASSWORD, password: 'another good one' } } : {}),
      })
      expect([answer.statusCode, answer.json().name], JSON.stringify({ method, url, headers })).toEqual([
        403,
        'FORBIDDEN',
      ])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  }
  expect(changes).toEqual([])
  expect(await whoAmI(cookie)).toMatchObject({ signedIn: true, csrfToken: token })
  const signedOut = await http.inject({ method: 'DELETE', url: '/console/api/session', headers: good })
  expect(signedOut.statusCode).toBe(200)
  expect(await whoAmI(cookie)).toEqual({ signedIn: false })
})

test('[CHK27] [CON7] a page elsewhere cannot sign anybody in', async () => {
  const { signIn } = await openConsole()
  for (const origin of ['https://evil.example', 'null', '']) {
    const { answer, setCookie } = await signIn({ origin })
    expect([answer.statusCode, setCookie]).toEqual([403, ''])
  }
})

test('[CHK27] [CON7] what a form of another page can send is not understood', async () => {
  const { http } = await openConsole()
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await http.inject({
      method: 'POST',
      url: '/console/api/session',
      headers: { host: HOST, origin: ORIGIN, 'content-type': type },
      payload: JSON.stringify({ name: 'owner', password: PASSWORD }),
    })
    expect([type, answer.statusCode >= 400, answer.headers['set-cookie']]).toEqual([type, true, undefined])
  }
})

test('[CON5] the cookie is for the console alone, out of reach of scripts and other sites', async () => {
  const { signIn } = await openConsole()
  const { setCookie } = await signIn()
  expect(setCookie).toMatch(/^signet-console=[A-Za-z0-9_-]{43}; Path=\/console; HttpOnly; SameSite=Strict$/)
})

test('[CON5] over https the cookie is Secure, and only an https page may change something', async () => {
  const { signIn } = await openConsole({ trustProxy: true })
  const secure = await signIn({ 'x-forwarded-proto': 'https', origin: `https://${HOST}` })
  expect(secure.setCookie).toMatch(/; Secure$/)
  expect((await signIn({ 'x-forwarded-proto': 'https' })).answer.statusCode).toBe(403)
  const unbelieved = await (await openConsole()).signIn({ 'x-forwarded-proto': 'https' })
  expect(unbelieved.setCookie).not.toContain('Secure')
})

test('[CON5] a cookie that was planted next to the real one counts for nothing, nor does one that is none', async () => {
  const { signIn, whoAmI } = await openConsole()
  const { cookie } = await signIn()
  const planted = await signIn()
  expect(await whoAmI(`theme=dark; ${cookie}; x=signet-console=1`)).toMatchObject({ signedIn: true })
  const bad = [`${cookie}; ${planted.cookie}`, `${cookie}x`, cookie.slice(0, -1), 'signet-console=', `x${cookie}`]
  for (const header of bad) expect([header, await whoAmI(header)]).toEqual([header, { signedIn: false }])
})

test('a new sign-in ends the session that the browser had', async () => {
  const { signIn, whoAmI } = await openConsole()
  const first = await signIn()
  const second = await signIn({ cookie: first.cookie })
  expect(await whoAmI(first.cookie)).toEqual({ signedIn: false })
  expect(await whoAmI(second.cookie)).toMatchObject({ signedIn: true })
})

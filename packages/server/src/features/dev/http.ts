import { isUserId } from '@signet/protocol/ids'
import { secretKey, sign } from '@signet/usersig/node'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Config } from '../../config/table.ts'
import { fail } from '../../engine/failure.ts'
import { isLocalRequest } from '../../engine/http/loopback.ts'
import { originAllowed } from '../../engine/realtime/origin.ts'
import { type DemoAccounts, type DemoApp, openDemoApp } from './demo-app.ts'

export type { DemoApp } from './demo-app.ts'

/** Tickets of the demo application live a day: long enough for a working day, short enough to notice expiry. */
const EXPIRE_S = 86_400

const UserSigRequest = Compile(Type.Object({ userId: Type.String() }))

/** Development mode: a demo application, and `POST /dev/usersig {"userId"}` for requests from this machine only. */
export async function addDevTools(
  http: FastifyInstance,
  im: { accounts: DemoAccounts; now(): number },
  config: Config,
): Promise<DemoApp> {
  const demo = await openDemoApp(im.accounts, config.data.dir)
  http.options('/dev/usersig', async (request, reply) => {
    letLocalPageRead(request, reply)
    return reply.code(204).send()
  })
  http.post('/dev/usersig', async (request, reply) => {
    letLocalPageRead(request, reply)
    if (!isLocalRequest(request)) throw fail('FORBIDDEN', 'The development tools answer this machine only.')
    const body = request.body
    if (!UserSigRequest.Check(body)) throw fail('BODY_MALFORMED', 'Send {"userId": "alice"} as application/json.')
    if (!isUserId(body.userId))
      throw fail('BAD_PARAMETER', 'A UserID is 1–32 bytes of printable ASCII without slashes.')
    const secret = await im.accounts.keys.revealSecret(demo.sdkAppId, demo.keyId)
    const claims = { sdkAppId: demo.sdkAppId, userId: body.userId, expire: EXPIRE_S, now: Math.floor(im.now() / 1000) }
    return { sdkAppId: demo.sdkAppId, userId: body.userId, userSig: sign(secretKey(secret), claims), expire: EXPIRE_S }
  })
  return demo
}

/** A web app under development has an origin of its own on this machine; a page from elsewhere must never read a ticket. */
function letLocalPageRead({ headers }: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', 'origin')
  const { origin, host } = headers
  if (origin === undefined || !originAllowed(origin, host, ['self', 'loopback'])) return
  reply.headers({ 'access-control-allow-origin': origin, 'access-control-allow-headers': 'content-type' })
}

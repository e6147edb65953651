import { createHmac } from 'node:crypto'
import { equalSignatures } from '@signet/protocol/webhooks/signature'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { boundedCache } from '../../engine/bounded-cache.ts'
import { fail } from '../../engine/failure.ts'
import { Reports, stageOf } from './answer.ts'
import type { OfflinePush } from './create.ts'
import type { Gateway } from './gateways.ts'
import type { PushFacts } from './push-id.ts'
import type { Stage } from './stage.ts'

interface ReportRequest {
  Querystring: { sdkappid?: unknown }
  Body: string
}

/** How old a report may be, or how far in the future, seconds. */
const TOLERANCE_SECONDS = 300
const MOST_BYTES = 512 * 1024
/** Ids of requests that are remembered: more than come within the tolerance. */
const REMEMBERED = 50_000

/** `POST /push/reports?sdkappid=…`: a gateway tells how far pushes came, signed as the server signs what it sends (PSH9). */
export function addPushReports(
  http: FastifyInstance,
  push: Pick<OfflinePush, 'gateways' | 'factsOf' | 'tell'>,
  now: () => number,
): void {
  const seen = boundedCache<string, true>(REMEMBERED)
  let validator: ReturnType<typeof Compile> | undefined
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The signature covers the body as it came.
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text))
    scope.post<ReportRequest>('/push/reports', { bodyLimit: MOST_BYTES }, async (request) => {
      const sdkAppId = Number(request.query.sdkappid)
      const id = checked(request, push.gateways.of(sdkAppId), now())
      const reports = parsed(request.body)
      validator ??= Compile(Reports)
      if (!validator.Check(reports))
        throw fail('BAD_PARAMETER', 'The body is {"Reports": [{"PushId": …, "PushStage": 1 to 3}]}.')
      const name = `${sdkAppId}/${id}`
      const answer = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }
      if (seen.has(name)) return { ...answer, Taken: 0 }
      const staged: [PushFacts, Stage][] = []
      for (const { PushId, PushStage, ...said } of (reports as Reports).Reports) {
        const facts = push.factsOf(sdkAppId, PushId)
        if (facts !== undefined) staged.push([facts, stageOf(PushStage, said)])
      }
      await push.tell(sdkAppId, staged)
      seen.set(name, true)
      return { ...answer, Taken: staged.length }
    })
  })
}

/** @returns the id of the request. @throws Failure FORBIDDEN, with one text for all that may be wrong */
function checked({ headers, body }: FastifyRequest<ReportRequest>, gateway: Gateway | undefined, now: number): string {
  const [id, time, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name])
  const isText =
    typeof id === 'string' && typeof time === 'string' && typeof given === 'string' && typeof body === 'string'
  const isFresh = isText && /^\d{1,12}$/.test(time) && Math.abs(now / 1000 - Number(time)) <= TOLERANCE_SECONDS
  if (!isFresh || gateway === undefined || id.length === 0 || id.length > 256) throw refused()
  const signed = `${id}.${time}.${body}`
  const expected = gateway.endpoint.secrets.map(
    (key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  )
  const isSigned = given.split(' ').some((one) => expected.some((other) => equalSignatures(one, other)))
  if (!isSigned) throw refused()
  return id
}

const refused = () =>
  fail(
    'FORBIDDEN',
    'Reports are signed with the secret of the push gateway, at most five minutes before: see docs/push.md.',
  )

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

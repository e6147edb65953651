import { randomUUID } from 'node:crypto'
import { WEBHOOKS, type WebhookCommand } from '@signet/protocol/webhooks'
import { type AskParts, circuitOf } from './ask.ts'
import type { Endpoint } from './endpoint.ts'
import { signRequest } from './request.ts'
import { decideAnswer } from './rules.ts'
import { sampleOf } from './sample.ts'

/** How a URL took a call that was made to try it. */
export interface Tried {
  readonly ok: boolean
  /** Why not; empty when it is fine. */
  readonly problem: string
  /** What was sent, and what came back. */
  readonly body: string
  readonly answer: string
  /** ms */
  readonly took: number
}

/** Sends made-up values, signed as any call, once: nothing is repeated, and what the answer asks for is not done. */
export async function tryEndpoint(parts: AskParts, endpoint: Endpoint, command: WebhookCommand): Promise<Tried> {
  const body = JSON.stringify({ CallbackCommand: command, ...(sampleOf(WEBHOOKS[command].body) as object) })
  const direction = WEBHOOKS[command].kind
  const call = { command, body, clientIp: '127.0.0.1', platform: 'RESTAPI', id: `try-${randomUUID()}` }
  const request = signRequest(endpoint, call, parts.now())
  const from = performance.now()
  const posted = await parts.poster.post(endpoint, direction, request, endpoint.timeoutMs)
  const took = performance.now() - from
  const answer = posted.ok ? posted.text : ''
  const problem = posted.ok ? (direction === 'before' ? answerProblem(command, answer) : '') : posted.detail
  const { sdkAppId, endpointId } = endpoint
  const outcome = problem === '' ? 'ok' : 'failed'
  const about = { sdkAppId, endpointId, command, direction, outcome, detail: problem, body, answer }
  parts.calls.note({ ...about, at: parts.now(), took, attempt: 1 })
  // A URL that works again is not left alone any longer.
  if (posted.ok) parts.breakers.succeeded(circuitOf(endpoint, direction))
  return { ok: problem === '', problem, body, answer, took }
}

function answerProblem(command: WebhookCommand, answer: string): string {
  try {
    const decision = decideAnswer(command as Parameters<typeof decideAnswer>[0], JSON.parse(answer))
    return decision.kind === 'failed' ? decision.why : ''
  } catch {
    return 'the answer is not JSON'
  }
}

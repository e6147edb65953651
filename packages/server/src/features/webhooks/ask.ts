import { randomUUID } from 'node:crypto'
import type { BeforeCommand, WebhookBody } from '@signet/protocol/webhooks'
import type { Breakers } from './breaker.ts'
import type { WebhookCalls } from './calls.ts'
import type { Endpoint } from './endpoint.ts'
import type { HooksLog } from './hooks-cache.ts'
import type { WebhookMetrics, WebhookOutcome } from './metrics.ts'
import type { Poster } from './post.ts'
import { type Origin, signRequest } from './request.ts'
import { type Decision, decideAnswer, optPlatform } from './rules.ts'
import type { EndpointKey } from './store.ts'

export interface AskParts {
  readonly poster: Poster
  readonly breakers: Breakers
  readonly metrics: WebhookMetrics
  readonly calls: WebhookCalls
  readonly log: HooksLog
  /** ms */
  now(): number
}

export const circuitOf = (endpoint: EndpointKey, direction: 'before' | 'after'): string =>
  `${endpoint.sdkAppId}/${endpoint.endpointId}/${direction}`

const OUTCOMES: { readonly [K in Decision['kind']]: WebhookOutcome } = {
  allow: 'ok',
  refuse: 'refused',
  drop: 'dropped',
  failed: 'failed',
}

const LEFT_ALONE = 'the URL failed too often and is left alone for a while'

/** Asks the application, and answers within the time limit of its URL, whatever happens there (HOOK3). Never throws. */
export async function ask<C extends BeforeCommand>(
  parts: AskParts,
  endpoint: Endpoint,
  command: C,
  body: WebhookBody<C>,
  origin: Origin,
): Promise<Decision> {
  const { breakers, metrics } = parts
  const circuit = circuitOf(endpoint, 'before')
  const text = JSON.stringify({ CallbackCommand: command, ...body })
  const about = { sdkAppId: endpoint.sdkAppId, endpointId: endpoint.endpointId, command, direction: 'before' as const }
  const note = (outcome: WebhookOutcome, decision: Decision, answer: string, took: number): Decision => {
    metrics.called(command, outcome, took)
    const detail = decision.kind === 'failed' ? decision.why : ''
    parts.calls.note({ ...about, outcome, detail, body: text, answer, at: parts.now(), took, attempt: 1 })
    return decision
  }
  if (!breakers.admit(circuit)) return note('skipped', { kind: 'failed', why: LEFT_ALONE }, '', 0)
  const from = performance.now()
  const { decision, answer } = await call(parts, endpoint, command, text, origin)
  note(OUTCOMES[decision.kind], decision, answer, performance.now() - from)
  if (decision.kind !== 'failed') {
    breakers.succeeded(circuit)
    return decision
  }
  breakers.failed(circuit)
  const { sdkAppId, endpointId } = endpoint
  parts.log.warn({ sdkAppId, endpointId, command, why: decision.why }, 'a webhook gave no answer')
  return decision
}

async function call(
  { poster, now }: AskParts,
  endpoint: Endpoint,
  command: BeforeCommand,
  body: string,
  { ip, platform }: Origin,
): Promise<{ readonly decision: Decision; readonly answer: string }> {
  const what = { command, body, clientIp: ip, platform: optPlatform(platform), id: randomUUID() }
  const request = signRequest(endpoint, what, now())
  const posted = await poster.post(endpoint, 'before', request, endpoint.timeoutMs)
  if (!posted.ok) return { decision: { kind: 'failed', why: posted.detail }, answer: '' }
  return { decision: decisionOf(command, posted.text), answer: posted.text }
}

function decisionOf(command: BeforeCommand, answer: string): Decision {
  try {
    return decideAnswer(command, JSON.parse(answer))
  } catch {
    return { kind: 'failed', why: 'the answer is not JSON' }
  }
}

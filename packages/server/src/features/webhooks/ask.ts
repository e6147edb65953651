import { randomUUID } from 'node:crypto'
import type { BeforeCommand, WebhookBody } from '@signet/protocol/webhooks'
import type { Breakers } from './breaker.ts'
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
  if (!breakers.admit(circuit)) {
    metrics.called(command, 'skipped', 0)
    return { kind: 'failed', why: 'the URL failed too often and is left alone for a while' }
  }
  const from = performance.now()
  const decision = await call(parts, endpoint, command, JSON.stringify({ CallbackCommand: command, ...body }), origin)
  metrics.called(command, OUTCOMES[decision.kind], performance.now() - from)
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
): Promise<Decision> {
  const what = { command, body, clientIp: ip, platform: optPlatform(platform), id: randomUUID() }
  const request = signRequest(endpoint, what, now())
  const posted = await poster.post(endpoint, 'before', request, endpoint.timeoutMs)
  if (!posted.ok) return { kind: 'failed', why: posted.detail }
  try {
    return decideAnswer(command, JSON.parse(posted.text))
  } catch {
    return { kind: 'failed', why: 'the answer is not JSON' }
  }
}

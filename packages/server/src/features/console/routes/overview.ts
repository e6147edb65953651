import { Type } from 'typebox'
import type { Figures } from '../../figures/figures.ts'
import { NODE, RANGES, type Range } from '../../figures/rules.ts'
import type { OpenWebhookSettings } from '../../webhooks/settings.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

export interface OverviewParts {
  readonly figures: Figures
  readonly webhookSettings: Pick<OpenWebhookSettings, 'backlog'>
  now(): number
}

const RangeName = Type.Union(Object.keys(RANGES).map((range) => Type.Literal(range as Range)))
const Input = Type.Object({ range: RangeName })

/** Figures of an application and of the whole server: now, and over time. */
export function overviewRoutes({ figures, webhookSettings, now }: OverviewParts): ConsoleRoute[] {
  const look = async (sdkAppId: number, range: Range) => ({
    now: now(),
    current: await figures.current(sdkAppId),
    points: await figures.series(sdkAppId, range),
  })
  return [
    consoleRoute({
      method: 'GET',
      path: 'overview',
      role: 'readOnly',
      input: Input,
      handle: ({ input }) => look(NODE, input.range),
    }),
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/overview',
      role: 'readOnly',
      input: Input,
      async handle({ sdkAppId, input }) {
        return { ...(await look(sdkAppId, input.range)), backlog: await webhookSettings.backlog(sdkAppId) }
      },
    }),
  ]
}

import { useAnswer } from '../../api/use-api.ts'

export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d'] as const
export type Range = (typeof RANGES)[number]

/** How far back, ms. */
export const RANGE_MS: Readonly<Record<Range, number>> = {
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
}

/** What happened in a stretch of time that began at `at`, ms. */
export interface Point {
  readonly at: number
  readonly seconds: number
  readonly messages: number
  readonly deliveries: number
  readonly hooks: number
  readonly hooksFailed: number
  readonly hooksMs: number
  readonly sessions: number
  readonly users: number
  readonly accounts?: number
  readonly groups?: number
  readonly bytes?: number
}

export interface Overview {
  /** ms on the server's clock. */
  readonly now: number
  readonly current: Point & { readonly accounts: number; readonly groups: number; readonly bytes: number }
  readonly points: readonly Point[]
  readonly backlog?: { readonly waiting: number; readonly oldestAt?: number; readonly dead: number }
}

/** @param where `overview`, or that of an application */
export const useOverview = (where: string, range: Range) =>
  useAnswer<Overview>(`${where}?range=${range}`, { everyMs: range === '15m' || range === '1h' ? 5000 : 30_000 })

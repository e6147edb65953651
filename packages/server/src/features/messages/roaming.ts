import type { Timeline } from '../../engine/timeline/timeline.ts'

export interface RoamingParts {
  readonly timeline: Pick<Timeline, 'drop'>
  /** Every application with its settings, as they are stored. */
  applications(): Promise<readonly RoamingApplication[]>
  /** Drops what else an application keeps as long as its messages. @param since ms; 0: all of it is kept */
  dropBeside?(sdkAppId: number, since: number): Promise<void>
  /** The clock that stamps messages, ms. */
  readonly now: () => number
  /** Told what could not be dropped; it is tried again. */
  readonly onFailure: (error: unknown) => void
}

interface RoamingApplication {
  readonly sdkAppId: number
  readonly settings: { readonly roamingDays: number }
}

/** Gives back the room of messages that are older than their application keeps them (MSG16). */
export interface Roaming {
  /** Does it now. @returns how many messages were dropped */
  drop(): Promise<number>
  close(): void
}

const DAY = 86_400_000
/** They are read no more from the first moment on, so this decides only how much is dropped together. */
const EVERY = 6 * 3_600_000

/** `const roaming = startRoaming({ timeline, applications, now, onFailure }); await roaming.drop()` */
export function startRoaming({ timeline, applications, dropBeside, now, onFailure }: RoamingParts): Roaming {
  async function drop(): Promise<number> {
    // Asked every time: a period that somebody forgot here would take away messages for ever.
    const days = new Map((await applications()).map(({ sdkAppId, settings }) => [sdkAppId, settings.roamingDays]))
    const at = now()
    for (const [sdkAppId, kept] of days) await dropBeside?.(sdkAppId, keptSince(kept, at))
    return timeline.drop((conversation) => keptSince(days.get(applicationOf(conversation)) ?? 0, at))
  }
  const timer = setInterval(() => void drop().catch(onFailure), EVERY)
  timer.unref()
  return { drop, close: () => clearInterval(timer) }
}

/** The time from which on an application keeps its messages, ms; 0 when it keeps all of them. */
export const keptSince = (roamingDays: number, now: number): number => (roamingDays === 0 ? 0 : now - roamingDays * DAY)

/** Every timeline of ours begins with its application. */
export const applicationOf = (timeline: string): number => Number.parseInt(timeline, 10)

import { useAnswer } from '../../api/use-api.ts'

export interface Told {
  readonly userId: string
  readonly sessions: readonly {
    readonly id: string
    readonly platform: string
    readonly since: number
    readonly waiting: boolean
  }[]
}

/** What happened to a message; `after`: ms since it came in. */
export type Step = { readonly after: number } & (
  | { readonly kind: 'asked'; readonly verdict: 'send' | 'drop' | 'refuse'; readonly took: number }
  | { readonly kind: 'stored'; readonly seq: number; readonly duplicate: boolean; readonly dropped?: string }
  | { readonly kind: 'told'; readonly conversation: string; readonly users: number; readonly hearers: readonly Told[] }
  | { readonly kind: 'failed'; readonly code: number; readonly error: string }
)

export interface Trace {
  readonly no: number
  readonly from: string
  readonly to: string
  readonly timeline: string
  readonly at: number
  readonly platform: string
  readonly ip: string
  readonly elements: readonly string[]
  readonly bytes: number
  readonly steps: readonly Step[]
}

export interface Journey {
  readonly seq: number
  readonly storedAt: number
  readonly newestSeq: number
  readonly message: {
    readonly from: string
    readonly to: string
    readonly random: number
    readonly msgSeq: number
    readonly elements: readonly string[]
    readonly bytes: number
  }
  readonly body?: unknown
  readonly happened: readonly { readonly kind: string; readonly by: string; readonly at: number }[]
  readonly recalled: boolean
  readonly edited: boolean
  readonly readByReceiver?: boolean
  readonly online?: readonly { readonly platform: string; readonly since: number }[]
  readonly calls: readonly {
    readonly no: number
    readonly command: string
    readonly outcome: string
    readonly at: number
    readonly took: number
  }[]
  readonly deadLetters: readonly { readonly command: string; readonly reason: string; readonly diedAt: number }[]
  readonly trace?: Trace
}

/** Which message, as the server wants it named. */
export interface MessageName {
  readonly userIds?: readonly [string, string]
  readonly groupId?: string
  readonly key: string
}

/** The message that a trace is of; nothing when it was not stored. */
export function nameOf({ from, to, timeline, steps }: Trace): MessageName | undefined {
  const stored = steps.find((step) => step.kind === 'stored')
  if (stored?.kind !== 'stored' || stored.seq === 0) return undefined
  const key = String(stored.seq)
  return timeline.includes('\u001fGROUP\u001f') ? { groupId: to, key } : { userIds: [from, to], key }
}

export const useTraces = (where: string) =>
  useAnswer<{
    readonly watch?: { readonly until: number; readonly userIds: readonly string[] }
    readonly traces: readonly Trace[]
  }>(`${where}/message-traces`, { everyMs: 3000 })

import type { Direction } from './post.ts'
import type { EndpointKey } from './store.ts'

/** One call of a URL of an application, as it went. */
export interface WebhookCall extends EndpointKey {
  /** Greater than that of every earlier call of this process. */
  readonly no: number
  readonly command: string
  readonly direction: Direction
  /** `ok`, `refused`, `dropped`, `failed`, or `skipped` while the URL is left alone. */
  readonly outcome: string
  /** Why it failed; empty when it did not. */
  readonly detail: string
  /** What was sent and what came back; both may hold what users wrote. */
  readonly body: string
  readonly answer: string
  /** When it ended, ms. */
  readonly at: number
  /** How long it took, ms. */
  readonly took: number
  /** 1 for the first try. */
  readonly attempt: number
}

/** The newest calls of each application, in memory: for whoever looks what a URL is told and says. */
export interface WebhookCalls {
  note(call: Omit<WebhookCall, 'no'>): void
  /** Newer than `after`, the newest first. */
  list(sdkAppId: number, filter?: CallFilter): WebhookCall[]
  get(sdkAppId: number, no: number): WebhookCall | undefined
  /** How many calls of an application there were, how many failed, and how long all took, ms, since the start. */
  totals(sdkAppId: number): CallTotals
  /** The application is gone. */
  forget(sdkAppId: number): void
  /** An account is gone: of calls that name it stays that they were made, and how they ended. */
  forgetAccount(sdkAppId: number, userId: string): void
}

export interface CallFilter {
  readonly after?: number
  readonly command?: string
  readonly failedOnly?: boolean
  readonly limit?: number
}

export interface CallTotals {
  readonly calls: number
  readonly failed: number
  readonly ms: number
}

/** Of one application; the oldest go. */
export const MOST_CALLS = 200
const MOST_CHARS = 512 * 1024
/** What is longer is cut. */
const MOST_TEXT = 16 * 1024
/** Applications that are kept calls of; the one whose last call is the oldest goes. */
const MOST_APPS = 64

interface AppCalls {
  readonly calls: WebhookCall[]
  chars: number
  total: number
  failed: number
  ms: number
}

/** @example const calls = createWebhookCalls(); calls.list(1400000001, { failedOnly: true }) */
export function createWebhookCalls(): WebhookCalls {
  const apps = new Map<number, AppCalls>()
  let last = 0

  /** In the order of the last call, so that the first is the one to go. */
  function appOf(sdkAppId: number): AppCalls {
    const app = apps.get(sdkAppId) ?? { calls: [], chars: 0, total: 0, failed: 0, ms: 0 }
    apps.delete(sdkAppId)
    apps.set(sdkAppId, app)
    if (apps.size > MOST_APPS) apps.delete(apps.keys().next().value!)
    return app
  }

  return {
    note(call) {
      const app = appOf(call.sdkAppId)
      const kept = { ...call, no: ++last, body: cut(call.body), answer: cut(call.answer) }
      app.calls.push(kept)
      app.chars += sizeOf(kept)
      while (app.calls.length > MOST_CALLS || app.chars > MOST_CHARS) app.chars -= sizeOf(app.calls.shift()!)
      app.total++
      app.ms += call.took
      if (call.outcome === 'failed' || call.outcome === 'skipped') app.failed++
    },
    list(sdkAppId, { after = 0, command, failedOnly = false, limit = MOST_CALLS } = {}) {
      const calls = apps.get(sdkAppId)?.calls ?? []
      const wanted = calls.filter(
        (call) =>
          call.no > after &&
          (command === undefined || call.command === command) &&
          (!failedOnly || call.outcome === 'failed' || call.outcome === 'skipped'),
      )
      return wanted.reverse().slice(0, limit)
    },
    get: (sdkAppId, no) => apps.get(sdkAppId)?.calls.find((call) => call.no === no),
    totals(sdkAppId) {
      const { total: calls = 0, failed = 0, ms = 0 } = apps.get(sdkAppId) ?? {}
      return { calls, failed, ms }
    },
    forget: (sdkAppId) => void apps.delete(sdkAppId),
    forgetAccount(sdkAppId, userId) {
      const app = apps.get(sdkAppId)
      if (app === undefined) return
      // As JSON has it, in full: the answer of a receiver may have it escaped in another way, so the two go together.
      const name = JSON.stringify(userId)
      for (const [i, call] of app.calls.entries()) {
        if (![call.body, call.answer, call.detail].some((text) => text.includes(name))) continue
        const emptied = { ...call, body: '', answer: '', detail: '' }
        app.chars += sizeOf(emptied) - sizeOf(call)
        app.calls[i] = emptied
      }
    },
  }
}

const cut = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text)
const sizeOf = ({ body, answer, detail }: WebhookCall): number => body.length + answer.length + detail.length

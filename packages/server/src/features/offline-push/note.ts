import type { WireMessage } from '@signet/protocol/realtime/frames'
import type { Draft, Route } from '../messages/route.ts'
import type { SendOptions } from '../messages/send.ts'
import { isPushed, type PushLanguage } from './rules.ts'
import { type Content, contentOf } from './text.ts'

/** A push to many that a message is part of. */
export interface PushTaskOf {
  readonly taskId: string
  /** ms */
  readonly startedAt: number
  /** The application's name for it; empty: it gave none. */
  readonly dataId: string
}

/** A message that people who are not there may have to hear of: no more of it than that needs. */
export interface Note {
  readonly sdkAppId: number
  readonly timeline: string
  readonly seq: number
  /** When it was stored, ms. */
  readonly at: number
  readonly from: string
  /** UserID, or the group. */
  readonly to: string
  readonly isPrivate: boolean
  readonly random: number
  readonly msgSeq: number
  readonly lifeTime: number | undefined
  readonly targets: readonly string[] | undefined
  readonly mentions: readonly string[] | undefined
  /** The application wrote it, no person's device. */
  readonly byApp: boolean
  /** Who muted the sender is left in peace by the application too. */
  readonly heedsMute: boolean
  readonly content: Content
  readonly task: PushTaskOf | undefined
}

/** What is noted of a message that was stored; nothing when nobody is pushed for it. */
export function noteOf(
  { sdkAppId, timeline }: Pick<Route, 'sdkAppId' | 'timeline'>,
  draft: Draft,
  { seq, time }: Pick<WireMessage, 'seq' | 'time'>,
  { sentBy, task }: Pick<SendOptions, 'sentBy' | 'task'>,
  language: PushLanguage,
): Note | undefined {
  if (!isPushed(draft)) return undefined
  return {
    sdkAppId,
    timeline,
    seq,
    at: time,
    from: draft.from,
    to: draft.to,
    isPrivate: !timeline.includes('\x1fGROUP\x1f'),
    random: draft.random,
    msgSeq: draft.msgSeq,
    lifeTime: draft.lifeTime,
    targets: draft.targets,
    mentions: draft.mentions,
    byApp: sentBy === '',
    heedsMute: draft.withMuteNotifications === true,
    content: contentOf(draft, language),
    task,
  }
}

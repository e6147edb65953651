import type { Config } from '../config/table.ts'
import { boundedCache } from '../engine/bounded-cache.ts'
import type { Bus } from '../engine/cluster/bus.ts'
import type { Registry } from '../engine/realtime/registry.ts'
import type { StepClock } from '../engine/step-clock.ts'
import type { Timeline } from '../engine/timeline/timeline.ts'
import { tellingBlocked } from '../features/audit/blocked-hook.ts'
import type { AuditWords } from '../features/audit/words.ts'
import { createConversations } from '../features/conversations/create.ts'
import { createDiscards } from '../features/conversations/discarded.ts'
import { rememberMentions } from '../features/conversations/mentions.ts'
import type { ConversationParts } from '../features/conversations/parts.ts'
import { rememberTakenBack } from '../features/conversations/taken-back.ts'
import { ownViews } from '../features/conversations/window.ts'
import type { Daily } from '../features/daily-figures/daily.ts'
import { createBinder, releaseFiles } from '../features/files/bind.ts'
import type { Files } from '../features/files/create-files.ts'
import type { GlobalMute } from '../features/global-mute/global-mute.ts'
import { createGuard, createSilenced } from '../features/global-mute/guard.ts'
import type { Groups } from '../features/groups/create-groups.ts'
import { createC2c } from '../features/messages/c2c.ts'
import { Turns } from '../features/messages/change.ts'
import { carryLists } from '../features/messages/merged/keep.ts'
import { MergedRate } from '../features/messages/merged/merged.ts'
import type { MessageParts } from '../features/messages/realtime.ts'
import { keptSince } from '../features/messages/roaming.ts'
import type { Route } from '../features/messages/route.ts'
import { createUserRoutes } from '../features/messages/to-user.ts'
import type { Witness } from '../features/messages/witness.ts'
import type { Webhooks } from '../features/webhooks/create.ts'
import type { State } from '../state.ts'
import type { People } from './people.ts'

export interface Talk {
  readonly conversations: ConversationParts
  readonly messages: MessageParts
  /** How the application itself writes to a user: neither blacklist nor friendship is asked. */
  readonly toUserAsApp: (sdkAppId: number, from: string, to: string) => Route
}

export interface TalkParts extends Pick<State, 'db' | 'accounts'>, Pick<People, 'friends' | 'revisions'> {
  readonly config: Config
  readonly timeline: Timeline
  readonly clock: StepClock
  readonly bus: Bus
  readonly registry: Registry
  readonly groups: Groups
  readonly files: Files
  readonly webhooks: Webhooks
  readonly daily: Pick<Daily, 'said'>
  /** A webhook was not stored. */
  readonly onUntold: (error: unknown) => void
  readonly traces: Witness
  /** Hears of every stored message. */
  readonly offline: NonNullable<MessageParts['offline']>
  readonly globalMute: GlobalMute
  readonly words: AuditWords
  readonly exists: (sdkAppId: number, userId: string) => Promise<boolean>
  readonly maxBytes: (sdkAppId: number) => number
  readonly now: () => number
  readonly onErased: (forget: () => void) => void
}

/** What writes and reads messages, over every kind of conversation, and the list of conversations that comes of it. */
export function createTalk(parts: TalkParts): Talk {
  const { config, db, accounts, timeline, clock, bus, registry, groups, files, webhooks, friends, now } = parts
  const { onErased: erased, exists, maxBytes } = parts
  const turns = new Turns()
  const { discards, changed: remindChanged, forget: forgetDiscards } = createDiscards({ db, bus })
  erased(forgetDiscards)
  const { mayMessage } = friends.standing
  const toUser = createUserRoutes({ db, accounts, now, mayMessage, discards, erased })
  const toUserAsApp = createUserRoutes({ db, accounts, now, mayMessage: () => undefined, erased })
  const c2c = createC2c({ db, timeline, registry, turns, clock, toUser, hooks: webhooks.messages })
  const conversations = createConversations({
    db,
    timeline,
    revisions: parts.revisions,
    clock,
    c2c,
    groups,
    exists,
    remindChanged,
  })
  const messages: MessageParts = {
    timeline,
    registry,
    clock,
    untold: boundedCache(10_000),
    beforeAppend: createBinder(files),
    mentioned: (route, seq, draft) => rememberMentions({ db }, route, seq, draft),
    async takenBack(channel, seq, message) {
      await rememberTakenBack({ db }, channel, seq)
      if (message === undefined) return
      const { from, random, clientTime, body } = message
      await releaseFiles(
        files,
        { sdkAppId: channel.sdkAppId, timeline: channel.timeline, from, random, clientTime },
        body,
      )
    },
    counted: parts.daily.said,
    hooks: webhooks.messages,
    witness: parts.traces,
    offline: parts.offline,
    turns,
    carried: ({ sdkAppId }, value) => carryLists({ db, now: clock.now }, sdkAppId, value),
    merged: {
      db,
      rate: new MergedRate(),
      keptSince: (sdkAppId) => keptSince(accounts.settings(sdkAppId).roamingDays, clock.now()),
      now: clock.now,
    },
    guard: createGuard(parts.globalMute),
    silenced: createSilenced(parts.globalMute),
    filter: tellingBlocked({ words: parts.words, webhooks, onFailure: parts.onUntold }),
    kinds: ownViews(conversations, { C2C: c2c, GROUP: groups.conversations }),
    maxBytes,
    recallWindowMs: config.messages.recallWindowMs,
  }
  return { conversations, messages, toUserAsApp }
}

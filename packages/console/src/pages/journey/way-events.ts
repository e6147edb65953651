import { useWords } from '../../language/words.ts'
import type { Journey, Step } from './journey.ts'
import { words } from './words.ts'

export interface WayEvent {
  /** ms; absent: how it stands now. */
  readonly at?: number
  readonly text: string
  readonly isBad?: boolean
}

/** What happened to a message, in words, the oldest first. */
export function useEvents(journey: Journey): readonly WayEvent[] {
  const t = useWords(words)
  const { trace, message, seq, storedAt, happened, calls, deadLetters, readByReceiver, online } = journey

  /** A device that sent it is answered, not told: who has no other one is no news. */
  const isNews = (step: Step): boolean =>
    step.kind !== 'told' || step.users === 0 || step.hearers.some(({ sessions }) => sessions.length > 0)

  function stepText(step: Step): string {
    switch (step.kind) {
      case 'asked':
        return t('asked', { verdict: t(step.verdict), ms: Math.max(1, Math.round(step.took)) })
      case 'stored':
        if (step.dropped !== undefined) return t('dropped', { why: step.dropped })
        return t(step.duplicate ? 'duplicate' : 'stored', { seq: step.seq })
      case 'told': {
        if (step.users === 0) return t('toldNobody', { conversation: step.conversation })
        const who = step.hearers
          .filter(({ sessions }) => sessions.length > 0)
          .map(({ userId, sessions }) => `${userId} (${sessions.map(({ platform }) => platform).join(', ')})`)
        return t('told', { users: step.users > step.hearers.length ? step.users : who.length, who: who.join(', ') })
      }
      case 'failed':
        return t('failed', { error: step.error, code: step.code })
    }
  }

  const timed: WayEvent[] = []
  if (trace === undefined) timed.push({ at: storedAt, text: t('stored', { seq }) })
  else {
    const from = [message.from, trace.platform || t('backend'), trace.ip].filter(Boolean).join(' · ')
    timed.push({ at: trace.at, text: t('received', { from }) })
    for (const step of trace.steps.filter(isNews)) {
      timed.push({ at: trace.at + step.after, text: stepText(step), isBad: step.kind === 'failed' })
    }
  }
  for (const { kind, by, at } of happened) {
    const known = ['recall', 'modify', 'reaction', 'receipt', 'extension'].find((one) => one === kind)
    timed.push({ at, text: t('happened', { kind: known === undefined ? kind : t(known as 'recall'), by }) })
  }
  for (const { command, outcome, took, at } of calls) {
    const isBad = outcome === 'failed' || outcome === 'skipped'
    timed.push({ at, text: t('called', { command, outcome, ms: Math.max(1, Math.round(took)) }), isBad })
  }
  for (const { command, reason, diedAt } of deadLetters) {
    timed.push({ at: diedAt, text: t('dead', { command, why: reason }), isBad: true })
  }
  timed.sort((a, b) => a.at! - b.at!)
  if (readByReceiver !== undefined) timed.push({ text: t(readByReceiver ? 'read' : 'unread', { to: message.to }) })
  if (online !== undefined) {
    const platforms = online.map(({ platform }) => platform).join(', ')
    timed.push({ text: t(online.length === 0 ? 'offlineNow' : 'onlineNow', { to: message.to, platforms }) })
  }
  return timed
}

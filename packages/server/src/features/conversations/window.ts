import type { ConversationKinds, Window } from '../messages/view.ts'
import type { ConversationParts } from './parts.ts'
import { isWithin, joinSpans } from './rules.ts'
import { deletedSpans, type Owner, type Setting, settingsOf } from './store.ts'

type Parts = Pick<ConversationParts, 'db'>

/** What a user sees of a conversation: what the conversation shows, less what the user cleared or deleted (CNV5). */
export async function ownWindow(
  parts: Parts,
  self: Owner,
  conversation: string,
  window: Window,
  known?: Setting,
): Promise<Window> {
  const setting = known ?? (await settingsOf(parts.db.read, self, [conversation])).get(conversation)
  if (setting === undefined) return window
  const floor = Math.max(window.floor, setting.clearedSeq)
  if (setting.deletedSeq <= floor) return floor === window.floor ? window : { ...window, floor }
  const spans = joinSpans(await deletedSpans(parts.db.read, self, conversation, floor))
  return { ...window, floor, hides: (seq, value) => isWithin(spans, seq) || (window.hides?.(seq, value) ?? false) }
}

/** Conversations as each user sees them: every request that looks into one goes through this. */
export function ownViews(parts: Parts, kinds: ConversationKinds): ConversationKinds {
  const own = (prefix: keyof ConversationKinds): ConversationKinds[keyof ConversationKinds] => ({
    route: kinds[prefix].route,
    async open(self, id) {
      const view = await kinds[prefix].open(self, id)
      return { ...view, window: await ownWindow(parts, self, `${prefix}${id}`, view.window) }
    },
  })
  return { C2C: own('C2C'), GROUP: own('GROUP') }
}

import type { WireMessage } from '@signet/protocol/realtime/frames'
import { Type } from 'typebox'
import { fail } from '../../../engine/failure.ts'
import type { Timeline } from '../../../engine/timeline/timeline.ts'
import type { Groups } from '../../groups/create-groups.ts'
import { groupRow } from '../../groups/parts.ts'
import { groupTimeline } from '../../groups/rules.ts'
import { TYPE_RULES } from '../../groups/types.ts'
import { messageOf } from '../../messages/state.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import { Id } from './inputs.ts'

const PAGE = 20

/** What people wrote in a group: only with a reason, and every page of it is in the audit log. */
export function groupMessageRoutes(parts: { readonly groups: Groups; readonly timeline: Timeline }): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/groups/messages',
      role: 'operator',
      audited: 'group.messages.read',
      reason: true,
      input: Type.Object({ groupId: Id, before: Type.Optional(Type.Integer({ minimum: 1 })) }),
      async handle({ sdkAppId, input: { groupId, before }, note }) {
        const { type } = await groupRow(parts.groups, sdkAppId, groupId)
        if (!TYPE_RULES[type].history) throw fail('GROUP_UNSUPPORTED', 'Messages of a live room are not kept.')
        const entries = await parts.timeline.read(groupTimeline(sdkAppId, groupId), {
          before: before ?? Number.MAX_SAFE_INTEGER,
          limit: PAGE,
        })
        const messages = entries.map((entry) => shown(messageOf(entry)))
        note({ after: { from: messages.at(0)?.seq, to: messages.at(-1)?.seq, messages: messages.length } })
        return { messages, more: (messages[0]?.seq ?? 1) > 1 }
      },
    }),
  ]
}

/** What was taken back stays so. */
function shown({ seq, from, time, sentAt, body, event, changed }: WireMessage) {
  const recalled = changed?.recalled !== undefined
  return { seq, from, time: sentAt ?? time, recalled, isNotice: event !== undefined, body: recalled ? [] : body }
}

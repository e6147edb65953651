import type { MsgBody } from '@signet/protocol/message'
import { fail } from '../../engine/failure.ts'
import type { Changed } from '../../engine/timeline/timeline.ts'
import { type ChangeParts, changeMessage, type Place } from './change.ts'
import type { Actor } from './recall.ts'
import { editProblem } from './rules.ts'
import { checked } from './send.ts'
import { messageOf } from './state.ts'

export interface Edit {
  /** How often the message was edited as the caller saw it. */
  readonly version: number
  /** In place of what there is; absent: stays. At least one of both. */
  readonly body?: MsgBody | undefined
  readonly cloudCustomData?: string | undefined
}

/**
 * Replaces the body of a message, its custom data, or both (CHG6). Either side may in a private conversation; who edits an older version than the newest is
 * refused, and edits again what they read then.
 * @throws Failure MESSAGE_NOT_FOUND, FORBIDDEN, MESSAGE_RECALLED, MESSAGE_EDITED, MESSAGE_INVALID, MESSAGE_TOO_LONG
 */
export async function modify(
  parts: ChangeParts,
  place: Place,
  by: Actor,
  edit: Edit,
  maxBytes: number,
): Promise<Changed & { version: number }> {
  if (edit.body === undefined && edit.cloudCustomData === undefined) {
    throw fail('BAD_PARAMETER', 'Give `body`, `cloudCustomData` or both.')
  }
  const version = edit.version + 1
  const changed = await changeMessage(parts, place, 'MESSAGE_NOT_FOUND', (entry, state) => {
    if (state.recalled !== undefined) throw fail('MESSAGE_RECALLED')
    if ((state.edit?.version ?? 0) !== edit.version) throw fail('MESSAGE_EDITED')
    const old = messageOf(entry)
    if (!by.others && old.from !== by.userId) throw fail('FORBIDDEN', 'Only its sender edits a message here.')
    const { body = old.body, cloudCustomData = old.cloudCustomData } = edit
    checked({ ...old, body, cloudCustomData: cloudCustomData ?? '' }, maxBytes)
    const problem = editProblem(old.body, body)
    if (problem !== undefined) throw fail('MESSAGE_INVALID', problem)
    const content = { ...(edit.body && { body: edit.body }), ...customData(edit.cloudCustomData) }
    return {
      state: { ...state, edit: { ...state.edit, ...content, version, by: by.userId } },
      event: { kind: 'modify', seq: place.seq, by: by.userId, version, ...content },
    }
  })
  return { ...changed, version }
}

const customData = (cloudCustomData: string | undefined) => (cloudCustomData === undefined ? {} : { cloudCustomData })

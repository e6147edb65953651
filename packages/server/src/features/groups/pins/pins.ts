import { Failure, fail } from '../../../engine/failure.ts'
import type { Timeline } from '../../../engine/timeline/timeline.ts'
import { readMessage } from '../../messages/change.ts'
import { messageOf } from '../../messages/state.ts'
import { need, type View } from '../../messages/view.ts'
import { admit, announce, asCaller, type GroupParts } from '../parts.ts'

/** Most pinned messages of a group. */
const MOST_PINS = 10

export interface PinParts extends GroupParts {
  readonly timeline: Pick<Timeline, 'read'>
}

/**
 * Pins a message of a group for everybody in it, or takes it down (GRP29). Done already: changes nothing.
 * @throws Failure GROUP_NOT_FOUND, GROUP_DENIED for who may not edit the group's options, MESSAGE_NOT_FOUND, GROUP_PINS_COUNT over 10
 */
export async function pinMessage(
  parts: PinParts,
  { self, channel, window }: View,
  groupId: string,
  seq: number,
  on: boolean,
): Promise<void> {
  const { sdkAppId, userId } = self
  if (on) await readMessage(parts.timeline, { channel, window, seq }, 'MESSAGE_NOT_FOUND')
  const gone = on ? await goneAmong(parts, channel, await parts.store.pins(sdkAppId, groupId)) : []
  const group = await parts.store.transaction(async (trx) => {
    const found = await admit(parts, asCaller(self), groupId, 'editOptions', trx)
    // What nobody can read any more nobody can take down: it must not keep a place.
    for (const old of gone) await parts.store.deletePin(sdkAppId, groupId, old, trx).execute()
    const pins = await parts.store.pins(sdkAppId, groupId, trx)
    if (pins.some((pin) => pin.seq === seq) === on) return undefined
    if (!on) {
      await parts.store.deletePin(sdkAppId, groupId, seq, trx).execute()
      return found
    }
    if (pins.length >= MOST_PINS) throw fail('GROUP_PINS_COUNT')
    const row = { sdk_app_id: sdkAppId, group_id: groupId, seq, user_id: userId, pinned_at: parts.now() }
    await parts.store.addPin(row, trx).execute()
    return found
  })
  if (group !== undefined) announce(parts, asCaller(self), group, { kind: 'messagePinned', seq, on })
}

/** Those of these messages that are kept no more: their lifetime is over, or they are older than messages are kept. */
async function goneAmong(
  parts: PinParts,
  channel: View['channel'],
  pins: readonly { readonly seq: number }[],
): Promise<number[]> {
  const window = { floor: 0, at: parts.now() }
  const seqs = await Promise.all(
    pins.map(({ seq }) =>
      readMessage(parts.timeline, { channel, window, seq }, 'MESSAGE_NOT_FOUND').then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof Failure && error.errorName === 'MESSAGE_NOT_FOUND') return seq
          throw error
        },
      ),
    ),
  )
  return seqs.filter((seq) => seq !== undefined)
}

/** The pinned messages of a group, the newest pin first; what a member does not see is left out. @throws Failure FORBIDDEN */
export async function pinnedMessages(parts: PinParts, { self, channel, window, rights }: View, groupId: string) {
  need(rights, 'history')
  const pins = await parts.store.pins(self.sdkAppId, groupId)
  const now = { ...window, at: parts.now() }
  const entries = await Promise.all(
    pins.map(({ seq }) =>
      readMessage(parts.timeline, { channel, window: now, seq }, 'MESSAGE_NOT_FOUND').catch(() => undefined),
    ),
  )
  return entries.flatMap((entry, i) =>
    entry === undefined ? [] : [{ by: pins[i]!.user_id, at: pins[i]!.pinned_at, message: messageOf(entry) }],
  )
}

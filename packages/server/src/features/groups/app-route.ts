import { fail } from '../../engine/failure.ts'
import type { Admitted, Draft, Route } from '../messages/route.ts'
import type { Self } from '../messages/view.ts'
import { type GroupRouteParts, groupChannel } from './route.ts'
import { TYPE_RULES } from './types.ts'

/**
 * How an administrator of the application speaks in any group, with a seat or without: no mute binds the application.
 * @throws Failure GROUP_NOT_FOUND, TOPIC_NEEDED, GROUP_UNSUPPORTED, GROUP_PARAMETER
 */
export function appGroupRoute(parts: Omit<GroupRouteParts, 'flood'>, self: Self, groupId: string): Route {
  const { sdkAppId, userId } = self
  const admit = async ({ targets }: Draft): Promise<Admitted> => {
    const seat = await parts.seats.of(sdkAppId, groupId, userId)
    if (seat === undefined) throw fail('GROUP_NOT_FOUND')
    if (seat.topicsOnly) throw fail('TOPIC_NEEDED')
    if (targets !== undefined) {
      if (!TYPE_RULES[seat.type].directedMessages) throw fail('GROUP_UNSUPPORTED')
      const wanted = new Set(targets)
      const found = await parts.store.members(sdkAppId, groupId, [...wanted])
      if (found.length < wanted.size) throw fail('GROUP_PARAMETER', 'Not all of To_Account are members of the group.')
    }
    return seat.type === 'AVChatRoom' ? parts.rooms.live(self, groupId, 'App') : undefined
  }
  return { ...groupChannel(sdkAppId, groupId), admit, admitAgain: admit }
}

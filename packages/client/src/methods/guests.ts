import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import { emptyGroup } from '../groups/group.ts'
import type { GuestRooms } from '../groups/guest-rooms.ts'
import { done } from '../result.ts'
import { TYPES } from '../type-constants.ts'
import { checkGroupId, type GroupMethods } from './groups.ts'

type Doors = Pick<GroupMethods, 'joinGroup' | 'quitGroup' | 'getGroupOnlineMemberCount'>

/** The calls that enter, leave and count a live room: before the first login, for somebody without an account. */
export function forGuests(core: Core, rooms: GuestRooms, members: Doors): Doors {
  const isGuest = (): boolean => core.connection.refusal === 'USER_NOT_LOGGED_IN' && !core.account
  return {
    async joinGroup(options) {
      if (!isGuest()) return members.joinGroup(options)
      const { groupID, type } = options ?? {}
      checkGroupId(groupID)
      if (type !== undefined && type !== TYPES.GRP_AVCHATROOM) throw clientError('ROOMS_ONLY_FOR_GUESTS')
      const { online } = await rooms.join(groupID)
      const counts = { memberCount: online, memberNum: online }
      const group = Object.assign(emptyGroup(groupID), { type: TYPES.GRP_AVCHATROOM, ...counts })
      return done({ status: TYPES.JOIN_STATUS_SUCCESS, group })
    },
    async quitGroup(groupID) {
      if (!isGuest()) return members.quitGroup(groupID)
      checkGroupId(groupID)
      rooms.leave(groupID)
      return done({ groupID })
    },
    async getGroupOnlineMemberCount(groupID) {
      if (!isGuest()) return members.getGroupOnlineMemberCount(groupID)
      checkGroupId(groupID)
      return done({ memberCount: rooms.online(groupID) })
    },
  }
}

import type { GroupParts } from './parts.ts'
import { TYPE_RULES } from './types.ts'

/** Who helps to run a live room, in the order of their ids. For the application's backend only. */
export const adminsOfRoom = (
  { store }: Pick<GroupParts, 'store'>,
  sdkAppId: number,
  groupId: string,
): Promise<string[]> => store.withRole(sdkAppId, groupId, 'Admin', TYPE_RULES.AVChatRoom.mostAdmins)

import { type Group, TYPES } from '@signet/chat'
import { isGroup } from '../people/names.ts'

/** Why one cannot write here now; nothing when one can. The server decides; this only says it before one has typed. */
export function silence(
  group: Group | undefined,
  conversationID: string,
  word: { readonly muted: string; readonly mutedAll: string; readonly notMember: string },
  now = Date.now(),
): string | undefined {
  if (!isGroup(conversationID) || !group || group.type === TYPES.GRP_AVCHATROOM) return undefined
  const { isJoinedGroup, selfInfo, muteAllMembers } = group
  if (!isJoinedGroup) return word.notMember
  if (selfInfo.muteTime * 1000 > now) return word.muted
  return muteAllMembers && selfInfo.role === TYPES.GRP_MBR_ROLE_MEMBER ? word.mutedAll : undefined
}

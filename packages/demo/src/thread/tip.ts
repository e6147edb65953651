import { TYPES } from '@signet/chat'
import type { MessageView } from '@signet/chat/react'
import type { tipWords } from './tip-words.ts'

type TipWords = (typeof tipWords)['zh']
/** What happened in a group, as the server tells it. */
export type GroupTip = Extract<MessageView, { type: typeof TYPES.MSG_GRP_TIP }>['payload']

const MOST_NAMES = 3

/** Whom a tip is about. */
export const peopleOf = ({ operatorID, userIDList, newGroupProfile: { ownerID } }: GroupTip): string[] => [
  operatorID,
  ...userIDList,
  ...(typeof ownerID === 'string' ? [ownerID] : []),
]

/** What happened in a group, in words. @param nickOf what a UserID is called */
export function tipText(payload: GroupTip, word: TipWords, nickOf: (userID: string) => string): string {
  const { operationType, operatorID, operatorInfo, memberList, newGroupProfile, groupJoinType } = payload
  const by = operatorInfo?.nick || (operatorID === '' ? word.application : nickOf(operatorID))
  const names = memberList.map(({ nick, nameCard, userID }) => nameCard || nick || nickOf(userID))
  const others = names.length - MOST_NAMES
  const who = names.slice(0, MOST_NAMES).join(word.and) + (others > 0 ? word.others(others) : '')
  const isOwn = memberList.length === 1 && memberList[0]?.userID === operatorID
  switch (operationType) {
    case TYPES.GRP_TIP_MBR_JOIN:
      return groupJoinType === 2 && !isOwn ? word.invited(by, who) : word.joined(who)
    case TYPES.GRP_TIP_MBR_QUIT:
      return word.left(who)
    case TYPES.GRP_TIP_MBR_KICKED_OUT:
      return word.removed(by, who)
    case TYPES.GRP_TIP_MBR_SET_ADMIN:
      return word.madeAdmin(by, who)
    case TYPES.GRP_TIP_MBR_CANCELED_ADMIN:
      return word.noAdmin(by, who)
    case TYPES.GRP_TIP_BAN_AVCHATROOM_MEMBER:
      return word.banned(by, who)
    case TYPES.GRP_TIP_UNBAN_AVCHATROOM_MEMBER:
      return word.unbanned(by, who)
    case TYPES.GRP_TIP_MBR_PROFILE_UPDATED: {
      const [{ muteTime } = {}] = memberList
      if (muteTime === undefined) return word.changedMember(who)
      return muteTime > 0 ? word.muted(by, who) : word.unmuted(by, who)
    }
    default:
      return changeText(newGroupProfile, by, word, nickOf)
  }
}

function changeText(
  change: Readonly<Record<string, unknown>>,
  by: string,
  word: TipWords,
  nickOf: (userID: string) => string,
): string {
  const { groupName, notification, muteAllMembers, ownerID } = change
  if (typeof ownerID === 'string') return word.owner(nickOf(ownerID))
  if (typeof groupName === 'string') return word.renamed(by, groupName)
  if (typeof notification === 'string') return notification === '' ? word.noNotice(by) : word.notice(by, notification)
  if (typeof muteAllMembers === 'boolean') return muteAllMembers ? word.muteAll(by) : word.unmuteAll(by)
  return word.changed(by)
}

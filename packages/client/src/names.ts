import type { Lookups } from './conversations.ts'
import type { Message } from './message.ts'
import type { TipMember } from './payloads.ts'
import { TYPES } from './type-constants.ts'

/** Everybody whose name a message shows: who wrote it, who took it back, whom a tip or a notice is about. */
export function peopleOf(message: Message): string[] {
  const people = [message.revokerInfo.userID]
  if (message.from !== TYPES.CONV_SYSTEM) people.push(message.from)
  if (message.type === TYPES.MSG_GRP_TIP) people.push(message.payload.operatorID, ...message.payload.userIDList)
  if (message.type === TYPES.MSG_GRP_SYS_NOTICE) people.push(message.payload.operatorID)
  return people.filter((userId) => userId !== '')
}

/** The group in which a message stands, of a topic its community; '' of a private one. */
export const groupOfMessage = ({ conversationType, to }: Message): string =>
  conversationType === TYPES.CONV_GROUP ? to.replace(/@TOPIC#.*$/s, '') : ''

/** Writes the names into a message, as far as they are known. @returns whether it shows another one than before */
export function nameMessage(message: Message, lookups: Pick<Lookups, 'profileOf' | 'cardOf'>): boolean {
  const groupId = groupOfMessage(message)
  const named = (userID: string): TipMember => {
    const { nick, avatar } = lookups.profileOf(userID)
    const nameCard = groupId === '' ? '' : lookups.cardOf(groupId, userID)
    return { userID, nick, avatar, ...(nameCard !== '' && { nameCard }) }
  }
  const before = namesIn(message)
  if (message.from !== '' && message.from !== TYPES.CONV_SYSTEM) {
    const { nick, avatar, nameCard = '' } = named(message.from)
    Object.assign(message, { nick, avatar, nameCard })
  }
  const revoker = message.revokerInfo.userID
  if (revoker !== '') {
    const { nick, avatar } = named(revoker)
    message.revokerInfo = { userID: revoker, nick, avatar }
  }
  if (message.type === TYPES.MSG_GRP_TIP || message.type === TYPES.MSG_GRP_SYS_NOTICE) {
    const { payload } = message
    if (payload.operatorID !== '') payload.operatorInfo = named(payload.operatorID)
    if ('memberList' in payload)
      payload.memberList = payload.memberList.map((member) => ({ ...member, ...named(member.userID) }))
  }
  return namesIn(message) !== before
}

function namesIn({ nick, avatar, nameCard, revokerInfo, type, payload }: Message): string {
  const isAboutPeople = type === TYPES.MSG_GRP_TIP || type === TYPES.MSG_GRP_SYS_NOTICE
  return JSON.stringify([nick, avatar, nameCard, revokerInfo, isAboutPeople && payload])
}

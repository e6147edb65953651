import { TYPES } from '@signet/chat'
import { type ConversationView, useChat } from '@signet/chat/react'
import { useState } from 'react'
import { isGroup, targetOf } from '../people/names.ts'
import { Confirm } from '../shell/confirm.tsx'
import {
  CheckDoubleIcon,
  DeleteIcon,
  NotificationErrorIcon,
  NotificationIcon,
  PinFilledIcon,
  PinIcon,
} from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { Menu, type MenuItem, type MenuPlace } from '../shell/menu.tsx'
import { go, parseRoute } from '../shell/route.ts'
import { useToast } from '../shell/toast.tsx'
import { conversationWords } from './words.ts'

export interface ConversationMenuProps {
  readonly conversation: ConversationView
  readonly name: string
  readonly place: MenuPlace | undefined
  readonly onClose: () => void
}

/** What one can do with a conversation from outside. */
export function ConversationMenu({ conversation, name, place, onClose }: ConversationMenuProps) {
  const chat = useChat()
  const word = useWords(conversationWords)
  const say = useToast()
  const [isAsking, setIsAsking] = useState(false)
  const { conversationID, isPinned, unreadCount, messageRemindType } = conversation
  const isMuted = messageRemindType !== TYPES.MSG_REMIND_ACPT_AND_NOTE

  const remind = (): Promise<unknown> =>
    chat.setMessageRemindType({
      ...(isGroup(conversationID) ? { groupID: targetOf(conversationID) } : { userIDList: [targetOf(conversationID)] }),
      messageRemindType: isMuted ? TYPES.MSG_REMIND_ACPT_AND_NOTE : TYPES.MSG_REMIND_ACPT_NOT_NOTE,
    })
  const items: MenuItem[] = [
    {
      label: isPinned ? word.unpin : word.pin,
      icon: isPinned ? <PinFilledIcon /> : <PinIcon />,
      act: () => void say.failing(() => chat.pinConversation({ conversationID, isPinned: !isPinned })),
    },
    {
      label: isMuted ? word.unmute : word.mute,
      icon: isMuted ? <NotificationIcon /> : <NotificationErrorIcon />,
      act: () => void say.failing(remind),
    },
  ]
  if (unreadCount > 0)
    items.push({
      label: word.markRead,
      icon: <CheckDoubleIcon />,
      act: () => void say.failing(() => chat.setMessageRead({ conversationID })),
    })
  items.push({ label: word.remove, icon: <DeleteIcon />, isDangerous: true, act: () => setIsAsking(true) })

  const remove = async (): Promise<void> => {
    const route = parseRoute(location.hash)
    const failed = await say.failing(() => chat.deleteConversation(conversationID))
    setIsAsking(false)
    if (!failed && route.kind === 'conversation' && route.id === conversationID) go({ kind: 'home' })
  }
  return (
    <>
      {place && <Menu label={word.more(name)} items={items} place={place} onClose={onClose} />}
      {isAsking && (
        <Confirm
          title={word.removeTitle(name)}
          text={word.removeText}
          yes={word.remove}
          onYes={remove}
          onNo={() => setIsAsking(false)}
        />
      )}
    </>
  )
}

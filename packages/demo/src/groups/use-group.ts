import { EVENT, type Group, TYPES } from '@signet/chat'
import { useChat, useIsReady } from '@signet/chat/react'
import { useEffect, useState } from 'react'

/** A group as it is now, a new object whenever it changes. @param groupID '' for none */
export function useGroup(groupID: string): Group | undefined {
  const chat = useChat()
  const isReady = useIsReady()
  const [group, setGroup] = useState<Group>()
  useEffect(() => {
    if (groupID === '' || !isReady) return
    let isOver = false
    const show = (now: Group): void => {
      if (!isOver) setGroup({ ...now, selfInfo: { ...now.selfInfo } })
    }
    const load = (): void => {
      // Who was removed may not read it any more: then the last that was known stands, without a place in it.
      chat.getGroupProfile({ groupID }).then(
        ({ data }) => show(data.group),
        () => !isOver && setGroup((before) => before && { ...before, isJoinedGroup: false }),
      )
    }
    load()
    const conversationID = `${TYPES.CONV_GROUP}${groupID}`
    const stops = [
      chat.on(EVENT.GROUP_LIST_UPDATED, ({ data }) => {
        const now = data.find((one) => one.groupID === groupID)
        if (now) show(now)
      }),
      chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
        if (data.some((message) => message.conversationID === conversationID && message.type === TYPES.MSG_GRP_TIP))
          load()
      }),
      chat.on(EVENT.GROUP_SYSTEM_NOTICE_RECEIVED, ({ data: { message } }) => {
        if (message.type === TYPES.MSG_GRP_SYS_NOTICE && message.payload.groupProfile.groupID === groupID) load()
      }),
    ]
    return () => {
      isOver = true
      for (const stop of stops) stop()
    }
  }, [chat, isReady, groupID])
  return group?.groupID === groupID ? group : undefined
}

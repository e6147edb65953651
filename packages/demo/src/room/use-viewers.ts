import { useChat } from '@signet/chat/react'
import { useEffect, useState } from 'react'

/** In a room that one is in, the server tells the number; this only looks at it. */
const LOOK_EVERY_MS = 1_000

/** How many watch a live room that one is in. */
export function useViewers(groupID: string, isIn: boolean): number {
  const chat = useChat()
  const [viewers, setViewers] = useState(1)
  useEffect(() => {
    if (!isIn) return
    const look = (): void =>
      // While the connection is away, the last number stands.
      void chat.getGroupOnlineMemberCount(groupID).then(
        ({ data }) => setViewers(data.memberCount),
        () => {},
      )
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [chat, groupID, isIn])
  return viewers
}

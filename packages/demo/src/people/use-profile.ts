import { EVENT, type Profile } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useEffect, useState } from 'react'
import { useSession } from '../shell/session-context.ts'
import { CAST } from '../sign-in/cast.ts'

/** The own profile, as new as the server has it. */
export function useMyProfile(): Profile | undefined {
  const chat = useChat()
  const { isDevelopment } = useSession()
  const [profile, setProfile] = useState<Profile>()
  useEffect(() => {
    let isOver = false
    const load = async (): Promise<void> => {
      const { data } = await chat.getMyProfile()
      const known = CAST.find(({ userID }) => userID === data.userID)
      // A test user who comes for the first time has no name yet.
      const mine =
        isDevelopment && data.nick === '' && known ? (await chat.updateMyProfile({ nick: known.nick })).data : data
      if (!isOver) setProfile({ ...mine })
    }
    load().catch(() => {})
    const stop = chat.on(EVENT.PROFILE_UPDATED, ({ data }) => {
      const mine = data.find(({ userID }) => userID === chat.getLoginUser())
      if (mine) setProfile({ ...mine })
    })
    return () => {
      isOver = true
      stop()
    }
  }, [chat, isDevelopment])
  return profile
}

import type { Profile } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useEffect, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { useWords } from '../shell/language.tsx'
import { Panel } from '../shell/panel.tsx'
import { useToast } from '../shell/toast.tsx'
import { threadWords } from '../thread/words.ts'
import { Avatar } from './avatar.tsx'
import { usePresence } from './presence.ts'
import { peopleWords } from './words.ts'

export interface PersonPanelProps {
  readonly userID: string
  readonly name: string
  readonly onClose: () => void
}

/** About the other side of a private chat. */
export function PersonPanel({ userID, name, onClose }: PersonPanelProps) {
  const chat = useChat()
  const word = useWords(peopleWords)
  const thread = useWords(threadWords)
  const say = useToast()
  const isOnline = usePresence(userID)
  const [profile, setProfile] = useState<Profile>()
  const [isBlocked, setIsBlocked] = useState<boolean>()
  useEffect(() => {
    let isOver = false
    const load = async (): Promise<void> => {
      const [{ data: profiles }, { data: blocked }] = await Promise.all([
        chat.getUserProfile({ userIDList: [userID] }),
        chat.getBlacklist(),
      ])
      if (isOver) return
      setProfile(profiles[0])
      setIsBlocked(blocked.includes(userID))
    }
    load().catch(() => {})
    return () => {
      isOver = true
    }
  }, [chat, userID])
  const block = (): Promise<boolean> =>
    say.failing(async () => {
      const userIDList = [userID]
      const { data } = isBlocked
        ? await chat.removeFromBlacklist({ userIDList })
        : await chat.addToBlacklist({ userIDList })
      setIsBlocked(data.includes(userID))
    })
  return (
    <Panel title={thread.peerInfo} onClose={onClose}>
      <section className="group-top">
        <Avatar id={userID} name={name} size={64} isOnline={isOnline} />
        <bdi className="person-name">{name}</bdi>
        <p className="note">
          <bdi>{userID}</bdi>
        </p>
        {isOnline !== undefined && <p className="note">{isOnline ? thread.online : thread.offline}</p>}
        {profile?.selfSignature && (
          <p>
            <bdi>{profile.selfSignature}</bdi>
          </p>
        )}
      </section>
      {isBlocked !== undefined && (
        <section className="group-exits">
          <p className="note">{isBlocked ? word.blocked : word.blockText}</p>
          <Button block theme={isBlocked ? 'default' : 'danger'} variant="outline" onClick={() => void block()}>
            {isBlocked ? word.unblock : word.block}
          </Button>
        </section>
      )}
    </Panel>
  )
}

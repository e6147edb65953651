import type { WireMessage } from '@signet/protocol/realtime/frames'
import { useEffect, useMemo, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { useWords } from '../shell/language.tsx'
import { LookSwitches } from '../shell/look-switches.tsx'
import { go } from '../shell/route.ts'
import { tipWords } from '../thread/tip-words.ts'
import type { Comment } from './comment.ts'
import { type GuestView, watchRoom } from './guest.ts'
import { RoomFrame } from './room-frame.tsx'
import { roomWords } from './words.ts'

export interface GuestRoomProps {
  readonly sdkAppId: number
  readonly groupID: string
}

/** A live room for who has its link and no account. */
export default function GuestRoom({ sdkAppId, groupID }: GuestRoomProps) {
  const word = useWords(roomWords)
  const tips = useWords(tipWords)
  const [view, setView] = useState<GuestView>()
  useEffect(() => watchRoom({ sdkAppId, groupID }, setView), [sdkAppId, groupID])
  const messages = view?.messages
  const comments = useMemo(() => {
    const comment = ({ seq, from, body, event }: WireMessage): Comment[] => {
      const base = { id: String(seq), from, name: from, isHost: false }
      if (event?.kind === 'memberJoined' || event?.kind === 'memberQuit') {
        const who = event.members.join(tips.and)
        return [{ ...base, kind: 'news', text: event.kind === 'memberJoined' ? word.entered(who) : word.left(who) }]
      }
      const [element] = body
      const text = element?.MsgType === 'TIMTextElem' ? element.MsgContent.Text : undefined
      return typeof text === 'string' ? [{ ...base, kind: 'said', text }] : []
    }
    return (messages ?? []).flatMap(comment)
  }, [messages, word, tips])

  const state = view?.state ?? 'connecting'
  return (
    <main className="guest">
      <RoomFrame
        name={view?.name || word.room}
        host={word.guest}
        face={undefined}
        viewers={view?.online ?? 0}
        comments={comments}
        hasEnded={state === 'ended'}
        actions={<LookSwitches />}
        foot={
          <div className="guest-foot">
            <p role="status">
              {state === 'watching'
                ? word.guestText
                : state === 'refused'
                  ? `${word.cannotEnter} ${view?.reason ?? ''}`
                  : word.connecting}
            </p>
            <Button theme="primary" onClick={() => go({ kind: 'join', groupID })}>
              {word.signIn}
            </Button>
          </div>
        }
      />
    </main>
  )
}

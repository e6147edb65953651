import { EVENT, type Group, TYPES } from '@signet/chat'
import { useChat, useIsReady } from '@signet/chat/react'
import { useEffect, useRef, useState } from 'react'
import { useNicks } from '../people/nicks.ts'
import { Button } from '../shell/button.tsx'
import { Confirm } from '../shell/confirm.tsx'
import { useErrorText } from '../shell/error-text.ts'
import { LinkIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { addressOf, go } from '../shell/route.ts'
import { useSession } from '../shell/session-context.ts'
import { useToast } from '../shell/toast.tsx'
import { RoomComposer } from './room-composer.tsx'
import { RoomFrame } from './room-frame.tsx'
import { useComments } from './use-comments.ts'
import { useViewers } from './use-viewers.ts'
import { roomWords } from './words.ts'

type Place =
  | { readonly kind: 'entering' }
  | { readonly kind: 'in' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'refused'; readonly error: unknown }

/** A live room of which one is a viewer, or the host. One is in it while it is shown. */
export function Room({ group }: { readonly group: Group }) {
  const chat = useChat()
  const word = useWords(roomWords)
  const say = useToast()
  const errorText = useErrorText()
  const isReady = useIsReady()
  const { userID: me, sdkAppId } = useSession()
  const { groupID, name, ownerID } = group
  const [place, setPlace] = useState<Place>({ kind: 'entering' })
  const [isEnding, setIsEnding] = useState(false)
  const hasEnded = useRef(false)
  hasEnded.current = place.kind === 'ended'
  const isHost = ownerID === me
  const hostName = useNicks([ownerID])(ownerID)
  const comments = useComments(groupID, ownerID)
  const viewers = useViewers(groupID, place.kind === 'in')

  useEffect(() => {
    if (!isReady) return
    let isOver = false
    chat.joinGroup({ groupID }).then(
      () => !isOver && setPlace({ kind: 'in' }),
      (error: unknown) => !isOver && setPlace({ kind: 'refused', error }),
    )
    const stop = chat.on(EVENT.GROUP_SYSTEM_NOTICE_RECEIVED, ({ data: { message } }) => {
      if (message.type !== TYPES.MSG_GRP_SYS_NOTICE || message.payload.groupProfile.groupID !== groupID) return
      if (message.payload.operationType === 5) setPlace({ kind: 'ended' })
    })
    return () => {
      isOver = true
      stop()
      // A host stays the host, and a login that is over has left the room.
      chat.quitGroup(groupID).catch(() => {})
      // Nothing is kept of a room that is over: its line would lead nowhere.
      if (hasEnded.current) chat.deleteConversation(`${TYPES.CONV_GROUP}${groupID}`).catch(() => {})
    }
  }, [chat, groupID, isReady])

  const share = (): Promise<boolean> =>
    say.failing(async () => {
      await navigator.clipboard.writeText(addressOf({ kind: 'watch', sdkAppId, groupID }))
      say.good(word.copied)
    })
  const end = async (): Promise<void> => {
    const failed = await say.failing(() => chat.dismissGroup(groupID))
    setIsEnding(false)
    if (!failed) setPlace({ kind: 'ended' })
  }
  return (
    <>
      <RoomFrame
        name={name}
        host={word.hostedBy(hostName)}
        face={{ id: ownerID, name: hostName }}
        viewers={viewers}
        comments={comments}
        hasEnded={place.kind === 'ended'}
        actions={
          <>
            <Button
              variant="text"
              icon={<LinkIcon />}
              aria-label={word.share}
              title={word.share}
              onClick={() => void share()}
            />
            {isHost && place.kind === 'in' ? (
              <Button theme="danger" variant="outline" size="small" onClick={() => setIsEnding(true)}>
                {word.end}
              </Button>
            ) : (
              <Button variant="outline" size="small" onClick={() => go({ kind: 'home' })}>
                {word.leave}
              </Button>
            )}
          </>
        }
        foot={
          place.kind === 'refused' ? (
            <p className="composer-silent">
              {word.cannotEnter} {errorText(place.error)}
            </p>
          ) : (
            <RoomComposer group={group} isHost={isHost} isIn={place.kind === 'in'} />
          )
        }
      />
      {isEnding && (
        <Confirm title={word.endTitle} text={word.endText} yes={word.end} onYes={end} onNo={() => setIsEnding(false)} />
      )}
    </>
  )
}

import { TYPES } from '@signet/chat'
import { useIsReady, useUnread } from '@signet/chat/react'
import { useEffect } from 'react'
import { Sidebar } from '../conversations/sidebar.tsx'
import { JoinGroup } from '../groups/join-group.tsx'
import { useGroupNotices } from '../groups/use-notices.ts'
import { EndedDialog } from './ended-dialog.tsx'
import { useWords } from './language.tsx'
import { NetBanner } from './net-banner.tsx'
import { Place } from './place.tsx'
import { go, useRoute } from './route.ts'
import { useSession } from './session-context.ts'
import { shellWords } from './words.ts'

/** What a signed-in user sees: conversations, the one that is open, and how the connection is. */
export default function Workspace({ onLeave }: { readonly onLeave: () => void }) {
  const word = useWords(shellWords)
  const { userID } = useSession()
  const route = useRoute()
  const unread = useUnread()
  const isReady = useIsReady()
  useGroupNotices()
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''}${userID} · ${word.title}`
  }, [unread, userID, word])
  useEffect(() => {
    // A guest who signed in comes back to the room as a viewer who may write.
    if (route.kind === 'watch') go({ kind: 'conversation', id: `${TYPES.CONV_GROUP}${route.groupID}` })
  }, [route])

  const openID = route.kind === 'conversation' ? route.id : undefined
  return (
    <div className={openID === undefined ? 'workspace' : 'workspace has-open'}>
      <NetBanner />
      <Sidebar openID={openID} onLeave={onLeave} />
      <main className="place">
        {openID === undefined ? (
          <div className="welcome">
            <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="72" height="72" />
            <h1>{word.welcome}</h1>
            <p className="note">{word.welcomeText}</p>
          </div>
        ) : (
          <Place key={openID} conversationID={openID} />
        )}
      </main>
      {route.kind === 'join' && isReady && <JoinGroup groupID={route.groupID} onClose={() => go({ kind: 'home' })} />}
      <EndedDialog onLeave={onLeave} />
    </div>
  )
}

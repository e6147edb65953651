import { TYPES } from '@signet/chat'
import { lazy, Suspense } from 'react'
import { Loading } from 'tdesign-react'
import { useGroup } from '../groups/use-group.ts'
import { isGroup, targetOf } from '../people/names.ts'
import { Thread } from '../thread/thread.tsx'

const LiveRoom = lazy(async () => ({ default: (await import('../room/room.tsx')).Room }))

/** A conversation by its kind: a live room looks like none of the others. */
export function Place({ conversationID }: { readonly conversationID: string }) {
  const isOfGroup = isGroup(conversationID)
  const group = useGroup(isOfGroup ? targetOf(conversationID) : '')
  if (isOfGroup && group?.type === TYPES.GRP_AVCHATROOM)
    return (
      <Suspense fallback={<Loading className="thread-wait" />}>
        <LiveRoom group={group} />
      </Suspense>
    )
  return <Thread conversationID={conversationID} />
}

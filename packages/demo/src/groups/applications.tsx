import { EVENT, type GroupApplication } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useCallback, useEffect, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { Button } from '../shell/button.tsx'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { groupWords } from './words.ts'

/** Who waits to come into the group. */
export function Applications({ groupID }: { readonly groupID: string }) {
  const chat = useChat()
  const word = useWords(groupWords)
  const say = useToast()
  const [list, setList] = useState<readonly GroupApplication[]>([])
  const load = useCallback(async () => {
    const { data } = await chat.getGroupApplicationList()
    setList(data.applicationList.filter((application) => application.groupID === groupID))
  }, [chat, groupID])
  useEffect(() => {
    // Without the list nobody waits here; the next notice reads it again.
    const reload = (): void => void load().catch(() => {})
    reload()
    return chat.on(EVENT.GROUP_SYSTEM_NOTICE_RECEIVED, reload)
  }, [chat, load])
  if (list.length === 0) return null
  const answer = (application: GroupApplication, handleAction: 'Agree' | 'Reject'): Promise<boolean> =>
    say.failing(async () => {
      await chat.handleGroupApplication({ handleAction, application })
      await load()
    })
  return (
    <section>
      <h3>{word.requests(list.length)}</h3>
      <ul className="applications">
        {list.map((application) => (
          <li key={application.userID}>
            <Avatar id={application.userID} name={application.applicantNick} size={32} />
            <bdi className="grows">
              {word.wantsIn(application.applicantNick || application.userID, application.note)}
            </bdi>
            <Button size="small" theme="primary" onClick={() => void answer(application, 'Agree')}>
              {word.accept}
            </Button>
            <Button size="small" variant="outline" onClick={() => void answer(application, 'Reject')}>
              {word.refuse}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

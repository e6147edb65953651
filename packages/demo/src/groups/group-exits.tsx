import { useChat } from '@signet/chat/react'
import { useState } from 'react'
import { Button } from '../shell/button.tsx'
import { Confirm } from '../shell/confirm.tsx'
import { useWords } from '../shell/language.tsx'
import { go } from '../shell/route.ts'
import { useToast } from '../shell/toast.tsx'
import type { Rights } from './rights.ts'
import { groupWords } from './words.ts'

/** The ways out of a group: one's own, and everybody's. */
export function GroupExits({ groupID, rights }: { readonly groupID: string; readonly rights: Rights }) {
  const chat = useChat()
  const word = useWords(groupWords)
  const say = useToast()
  const [asked, setAsked] = useState<'quit' | 'dissolve'>()
  const leave = async (): Promise<void> => {
    const failed = await say.failing(() => (asked === 'quit' ? chat.quitGroup(groupID) : chat.dismissGroup(groupID)))
    setAsked(undefined)
    if (!failed) go({ kind: 'home' })
  }
  return (
    <section className="group-exits">
      {rights.quit && (
        <Button block theme="danger" variant="outline" onClick={() => setAsked('quit')}>
          {word.quit}
        </Button>
      )}
      {rights.dissolve && (
        <Button block theme="danger" variant="outline" onClick={() => setAsked('dissolve')}>
          {word.dissolve}
        </Button>
      )}
      {asked && (
        <Confirm
          title={asked === 'quit' ? word.quitTitle : word.dissolveTitle}
          text={asked === 'quit' ? word.quitText : word.dissolveText}
          yes={asked === 'quit' ? word.quit : word.dissolve}
          onYes={leave}
          onNo={() => setAsked(undefined)}
        />
      )}
    </section>
  )
}

import { oneLine } from '../conversations/preview.ts'
import { conversationWords } from '../conversations/words.ts'
import { senderName } from '../people/names.ts'
import { Button } from '../shell/button.tsx'
import { CloseIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import type { Draft } from './draft.ts'
import { composerWords } from './words.ts'

/** What is being answered or edited, above the text. */
export function DraftBar({
  draft,
  onStop,
}: {
  readonly draft: Exclude<Draft, { kind: 'new' }>
  readonly onStop: () => void
}) {
  const word = useWords(composerWords)
  const lineWords = useWords(conversationWords)
  const { message } = draft
  return (
    <div className="draft-bar">
      <div className="draft-text">
        <b>{draft.kind === 'reply' ? word.replyTo(senderName(message)) : word.editing}</b>
        <bdi className="note">{oneLine(message.type, message.payload, lineWords)}</bdi>
      </div>
      <Button variant="text" shape="square" icon={<CloseIcon />} aria-label={word.stop} onClick={onStop} />
    </div>
  )
}

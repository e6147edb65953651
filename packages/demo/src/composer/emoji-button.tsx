import { useRef, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { SmileIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { Menu, type MenuPlace } from '../shell/menu.tsx'
import { composerWords } from './words.ts'

const EMOJI = [
  ...['😀', '😂', '🙂', '😉', '😍', '😘', '🤔', '😎'],
  ...['🥳', '😭', '😢', '😡', '😱', '🙄', '😴', '🤗'],
  ...['👍', '👎', '👏', '🙏', '💪', '👌', '🤝', '👋'],
  ...['❤️', '💔', '🔥', '✨', '🎉', '🎁', '☕', '🍻'],
]

/** A small board of signs; they go where the caret is. */
export function EmojiButton({ onPick }: { readonly onPick: (sign: string) => void }) {
  const word = useWords(composerWords)
  const anchor = useRef<HTMLSpanElement>(null)
  const [place, setPlace] = useState<MenuPlace>()
  return (
    <span ref={anchor}>
      <Button
        variant="text"
        shape="square"
        icon={<SmileIcon />}
        aria-label={word.emoji}
        aria-haspopup="menu"
        title={word.emoji}
        onClick={() => setPlace(anchor.current!.getBoundingClientRect())}
      />
      {place && (
        <Menu
          label={word.emoji}
          items={[]}
          place={place}
          onClose={() => setPlace(undefined)}
          head={
            <div className="emoji-board">
              {EMOJI.map((sign) => (
                <button
                  key={sign}
                  type="button"
                  role="menuitem"
                  onClick={() => {
                    setPlace(undefined)
                    onPick(sign)
                  }}
                >
                  {sign}
                </button>
              ))}
            </div>
          }
        />
      )}
    </span>
  )
}

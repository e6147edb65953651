import { useEffect, useRef } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { useWords } from '../shell/language.tsx'
import type { Comment } from './comment.ts'
import { roomWords } from './words.ts'

const NEAR = 60

/** What is said in a room, newest at the end. */
export function CommentList({ comments }: { readonly comments: readonly Comment[] }) {
  const word = useWords(roomWords)
  const frame = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new comment.
  useEffect(() => {
    if (follows.current) frame.current?.scrollTo({ top: frame.current.scrollHeight })
  }, [comments])
  return (
    <div
      ref={frame}
      className="comments"
      role="log"
      aria-label={word.comments}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
      tabIndex={0}
      onScroll={({ currentTarget: box }) => {
        follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
      }}
    >
      {comments.length === 0 && <p className="note">{word.nothingYet}</p>}
      <ol>
        {comments.map(({ id, from, name, text, kind, isHost }) =>
          kind === 'news' ? (
            <li key={id} className="comment-news">
              <bdi>{text}</bdi>
            </li>
          ) : (
            <li key={id} className="comment">
              <Avatar id={from} name={name} size={28} />
              <span>
                <bdi className="comment-from">{name}</bdi>
                {isHost && <span className="role-tag owner">{word.host}</span>}
                <bdi className="comment-text">{text}</bdi>
              </span>
            </li>
          ),
        )}
      </ol>
    </div>
  )
}

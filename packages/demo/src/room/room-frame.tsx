import { type ReactNode, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { ChevronLeftIcon, UserVisibleIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { go } from '../shell/route.ts'
import { shellWords } from '../shell/words.ts'
import type { Comment } from './comment.ts'
import { CommentList } from './comment-list.tsx'
import { Stage } from './stage.tsx'
import { roomWords } from './words.ts'

export interface RoomFrameProps {
  readonly name: string
  readonly host: string
  /** Who is on the stage, if that is known. */
  readonly face: { readonly id: string; readonly name: string } | undefined
  readonly viewers: number
  readonly comments: readonly Comment[]
  readonly hasEnded: boolean
  readonly actions: ReactNode
  /** Where one writes, or why one cannot. */
  readonly foot: ReactNode
}

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** A live room as users and guests see it. */
export function RoomFrame({ name, host, face, viewers, comments, hasEnded, actions, foot }: RoomFrameProps) {
  const word = useWords(roomWords)
  const shell = useWords(shellWords)
  const [isFlying, setIsFlying] = useState(() => !isCalm())
  return (
    <section className="room" aria-label={name}>
      <header className="thread-head">
        <Button
          className="only-narrow"
          variant="text"
          shape="square"
          icon={<ChevronLeftIcon />}
          aria-label={shell.back}
          onClick={() => go({ kind: 'home' })}
        />
        <div className="thread-title">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p className="note">
            <bdi>{host}</bdi>
          </p>
        </div>
        <div className="room-actions">{actions}</div>
      </header>
      <div className="room-body">
        <div className="room-stage">
          <Stage face={face} comments={comments} isFlying={isFlying && !hasEnded} />
          <div className="stage-signs">
            {!hasEnded && <span className="live-sign">{word.live}</span>}
            <span className="viewers">
              <UserVisibleIcon /> {word.viewers(viewers)}
            </span>
          </div>
          <button
            type="button"
            className="stage-switch"
            aria-pressed={isFlying}
            title={isFlying ? word.flyingOff : word.flyingOn}
            onClick={() => setIsFlying(!isFlying)}
          >
            {word.flying}
          </button>
          {hasEnded && (
            <div className="stage-end" role="status">
              <p>{word.ended}</p>
              <p className="note">{word.endedText}</p>
            </div>
          )}
        </div>
        <div className="room-side">
          <CommentList comments={comments} />
          {!hasEnded && foot}
        </div>
      </div>
    </section>
  )
}

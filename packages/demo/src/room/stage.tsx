import { useEffect, useRef, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { useWords } from '../shell/language.tsx'
import type { Comment } from './comment.ts'
import { FLIGHT_MS, type Flight, Lanes } from './lanes.ts'
import { roomWords } from './words.ts'

const LANES = 6

export interface StageProps {
  /** Whose stream it is. */
  readonly face: { readonly id: string; readonly name: string } | undefined
  readonly comments: readonly Comment[]
  /** Comments fly; who wants less motion sees them beside the stage alone. */
  readonly isFlying: boolean
}

/** Where the picture of a stream would be, and what flies over it. The list beside it is what a screen reader reads. */
export function Stage({ face, comments, isFlying }: StageProps) {
  const word = useWords(roomWords)
  const stage = useRef<HTMLDivElement>(null)
  const lanes = useRef(new Lanes(LANES))
  const seen = useRef<Set<string>>(undefined)
  const [flights, setFlights] = useState<readonly Flight[]>([])

  useEffect(() => {
    // What was said before one came does not fly.
    if (seen.current === undefined) {
      seen.current = new Set(comments.map(({ id }) => id))
      return
    }
    const known = seen.current
    const news = comments.filter(({ id, kind }) => kind === 'said' && !known.has(id))
    for (const { id } of news) known.add(id)
    if (!isFlying || news.length === 0) return
    const width = stage.current?.clientWidth ?? 0
    const begun = news.flatMap(({ id, text }): Flight[] => {
      const lane = lanes.current.place(text, width, performance.now())
      return lane === undefined ? [] : [{ id, text, lane }]
    })
    setFlights((before) => [...before, ...begun])
    const ids = new Set(begun.map(({ id }) => id))
    setTimeout(() => setFlights((before) => before.filter(({ id }) => !ids.has(id))), FLIGHT_MS)
  }, [comments, isFlying])

  return (
    <div ref={stage} className="stage" role="img" aria-label={word.stage}>
      <div className="stage-light one" />
      <div className="stage-light two" />
      {face && (
        <div className="stage-face">
          <Avatar id={face.id} name={face.name} size={96} />
        </div>
      )}
      {isFlying &&
        flights.map(({ id, text, lane }) => (
          <bdi key={id} className="flight" style={{ '--lane': lane } as React.CSSProperties}>
            {text}
          </bdi>
        ))}
    </div>
  )
}

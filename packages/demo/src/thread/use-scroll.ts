import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** So near to its end, px, a list counts as being there. */
const NEAR = 80

export interface Scroll {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly isAtEnd: boolean
  readonly toEnd: (isSmooth?: boolean) => void
  readonly onScroll: () => void
}

/**
 * Keeps a growing list where its reader is: at the end it follows the end, elsewhere what is in view stays in view, whatever comes
 * above or below it.
 *
 * @param shown changes whenever the list does
 */
export function useScroll(shown: unknown): Scroll {
  const frame = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const held = useRef<{ readonly element: Element; readonly top: number }>(undefined)
  const [isAtEnd, setIsAtEnd] = useState(true)

  const toEnd = useCallback((isSmooth = false) => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    follows.current = true
    frame.current?.scrollTo({ top: frame.current.scrollHeight, behavior: isSmooth && !calm ? 'smooth' : 'instant' })
  }, [])

  const hold = useCallback(() => {
    const box = frame.current
    if (!box) return
    const edge = box.getBoundingClientRect().top
    // What stands between messages goes when older ones come; messages stay.
    const rows = [...(content.current?.querySelectorAll('[data-id]') ?? [])]
    const element = rows.find((row) => row.getBoundingClientRect().top > edge) ?? rows.at(-1)
    held.current = element && { element, top: element.getBoundingClientRect().top - edge }
  }, [])

  const onScroll = useCallback(() => {
    const box = frame.current
    if (!box) return
    follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    setIsAtEnd(follows.current)
    hold()
  }, [hold])

  const keep = useCallback(() => {
    const box = frame.current
    if (!box) return
    if (follows.current) box.scrollTop = box.scrollHeight
    else if (held.current?.element.isConnected) {
      const { element, top } = held.current
      box.scrollTop += element.getBoundingClientRect().top - box.getBoundingClientRect().top - top
    }
    hold()
  }, [hold])

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown decides, not what is read.
  useLayoutEffect(keep, [keep, shown])

  // Pictures, an opened keyboard and a composer that grows change sizes without a drawing.
  useEffect(() => {
    const watch = new ResizeObserver(keep)
    if (frame.current) watch.observe(frame.current)
    if (content.current) watch.observe(content.current)
    return () => watch.disconnect()
  }, [keep])

  return { frame, content, isAtEnd, toEnd, onScroll }
}

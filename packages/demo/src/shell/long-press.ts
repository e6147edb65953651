import { type TouchEvent, useMemo, useRef } from 'react'

const LONG_MS = 450
/** A finger that moves farther, px, scrolls. */
const SLOP = 10
/** These have a long press of their own. */
const OWN = '.message a, video, audio, input, textarea'

export interface LongPress {
  readonly onTouchStart: (event: TouchEvent) => void
  readonly onTouchMove: (event: TouchEvent) => void
  readonly onTouchEnd: (event: TouchEvent) => void
  readonly onTouchCancel: () => void
}

/** A finger that stays opens what a right click opens. Not every browser says so by itself. @param open gets the place of the finger */
export function useLongPress(open: (place: { readonly x: number; readonly y: number }) => void): LongPress {
  const opens = useRef(open)
  opens.current = open
  return useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let from = { x: 0, y: 0 }
    let isOpen = false
    const stop = (): void => clearTimeout(timer)
    return {
      onTouchStart: ({ touches, target }) => {
        stop()
        isOpen = false
        const finger = touches[0]
        if (!finger || touches.length > 1 || (target as Element).closest(OWN)) return
        from = { x: finger.clientX, y: finger.clientY }
        timer = setTimeout(() => {
          isOpen = true
          opens.current(from)
        }, LONG_MS)
      },
      onTouchMove: ({ touches }) => {
        const finger = touches[0]
        if (!finger || Math.hypot(finger.clientX - from.x, finger.clientY - from.y) > SLOP) stop()
      },
      onTouchEnd: (event) => {
        stop()
        // Else the lifted finger would press what lies below it.
        if (isOpen) event.preventDefault()
        isOpen = false
      },
      onTouchCancel: stop,
    }
  }, [])
}

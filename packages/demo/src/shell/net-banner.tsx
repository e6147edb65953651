import { EVENT, TYPES } from '@signet/chat'
import { useChat, useNetState } from '@signet/chat/react'
import { useEffect, useState } from 'react'
import { useWords } from './language.tsx'
import { shellWords } from './words.ts'

/** A short loss is nobody's concern, ms. */
const PATIENCE_MS = 800
const LOOK_EVERY_MS = 250

/** Says that the connection is lost, counts down to the next try, and offers to try at once. */
export function NetBanner() {
  const chat = useChat()
  const word = useWords(shellWords)
  const isConnected = useNetState() === TYPES.NET_STATE_CONNECTED
  const [nextTry, setNextTry] = useState(0)
  const [now, setNow] = useState<number>()
  useEffect(
    () =>
      chat.on(EVENT.NET_STATE_CHANGE, ({ data: { retryIn } }) =>
        setNextTry(retryIn === undefined ? 0 : Date.now() + retryIn),
      ),
    [chat],
  )
  useEffect(() => {
    if (isConnected) return
    const since = Date.now()
    const timer = setInterval(() => {
      if (Date.now() - since >= PATIENCE_MS) setNow(Date.now())
    }, LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      setNow(undefined)
    }
  }, [isConnected])
  if (now === undefined) return null
  const seconds = Math.ceil((nextTry - now) / 1000)
  return (
    <div className="net-banner" role="status">
      {/* Counted for the eye; read out once is enough. */}
      <span aria-hidden={seconds > 0}>{seconds > 0 ? word.reconnectingIn(seconds) : word.reconnecting}</span>
      {seconds > 0 && <span className="unseen">{word.reconnecting}</span>}
      {/* The SDK tries again at once when the browser says that the network is back. */}
      <button type="button" className="link-button" onClick={() => dispatchEvent(new Event('online'))}>
        {word.tryNow}
      </button>
    </div>
  )
}

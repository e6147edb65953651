import { TYPES } from '@signet/chat'
import { useNetState } from '@signet/chat/react'
import { useEffect, useState } from 'react'
import { useWords } from './language.tsx'
import { shellWords } from './words.ts'

/** A short loss is nobody's concern, ms. */
const PATIENCE_MS = 800

/** Says that the connection is lost, for how long, and offers to try at once. */
export function NetBanner() {
  const word = useWords(shellWords)
  const isConnected = useNetState() === TYPES.NET_STATE_CONNECTED
  const [lostFor, setLostFor] = useState<number>()
  useEffect(() => {
    if (isConnected) return
    const since = Date.now()
    const look = (): void => setLostFor(Math.round((Date.now() - since) / 1000))
    const patience = setTimeout(look, PATIENCE_MS)
    const timer = setInterval(look, 1_000)
    return () => {
      clearTimeout(patience)
      clearInterval(timer)
      setLostFor(undefined)
    }
  }, [isConnected])
  if (lostFor === undefined) return null
  return (
    <div className="net-banner" role="status">
      <span>{lostFor < 3 ? word.reconnecting : word.offlineFor(lostFor)}</span>
      {/* The SDK tries again at once when the browser says that the network is back. */}
      <button type="button" className="link-button" onClick={() => dispatchEvent(new Event('online'))}>
        {word.tryNow}
      </button>
    </div>
  )
}

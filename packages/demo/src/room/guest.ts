import { type Packet, PROTOCOL_VERSION, SOCKET_PATH, type WireMessage } from '@signet/protocol/realtime/frames'

/** What a guest sees of a live room. */
export interface GuestView {
  readonly state: 'connecting' | 'watching' | 'ended' | 'refused'
  readonly online: number
  readonly name: string
  readonly messages: readonly WireMessage[]
  /** Why one may not watch. */
  readonly reason: string
}

const MOST = 200
const BEGIN: GuestView = { state: 'connecting', online: 0, name: '', messages: [], reason: '' }
const WATCH = 1
const LONGEST_WAIT_MS = 10_000

type Room = { readonly online: number; readonly recent: readonly WireMessage[] }

/**
 * Watches a live room over a socket without an account; it comes back after a loss.
 *
 * @returns the function that ends it
 * @example `const stop = watchRoom({ sdkAppId: 1400000001, groupID: 'show' }, (view) => draw(view))`
 */
export function watchRoom(
  { sdkAppId, groupID }: { readonly sdkAppId: number; readonly groupID: string },
  changed: (view: GuestView) => void,
): () => void {
  let view = BEGIN
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let beat: ReturnType<typeof setInterval> | undefined
  let tries = 0
  let isOver = false

  const set = (change: Partial<GuestView>): void => {
    view = { ...view, ...change }
    if (!isOver) changed(view)
  }
  const add = (news: readonly WireMessage[]): void => {
    const known = new Set(view.messages.map(({ seq }) => seq))
    const messages = [...view.messages, ...news.filter(({ seq }) => !known.has(seq))].slice(-MOST)
    const name = news.findLast(({ event }) => event)?.event?.groupName
    set({ messages, ...(name && { name }) })
  }
  const hear = (packet: Packet): void => {
    if (packet.type === 'ok' && packet.id === WATCH) {
      const { room, heartbeat } = packet.data as { room: Room; heartbeat: number }
      tries = 0
      set({ state: 'watching', online: room.online })
      add(room.recent)
      clearInterval(beat)
      beat = setInterval(() => ask(0, 'ping', {}), heartbeat / 2)
    } else if (packet.type === 'fail' && packet.id === WATCH) {
      if (packet.error.retryable) socket?.close()
      else {
        set({ state: 'refused', reason: packet.error.message })
        stop()
      }
    } else if (packet.type === 'roomOnline') set({ online: packet.online })
    else if (packet.type === 'room') {
      add([packet.message])
      if (packet.message.event?.kind === 'dissolved') end()
    } else if (packet.type === 'group' && packet.event.kind === 'dissolved') end()
  }
  const ask = (id: number, op: string, data: object): void => socket?.send(JSON.stringify({ id, op, data }))
  const end = (): void => {
    set({ state: 'ended' })
    stop()
  }
  const open = (): void => {
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${SOCKET_PATH}`)
    socket.onopen = () => ask(WATCH, 'room.watch', { sdkAppId, groupId: groupID, protocol: PROTOCOL_VERSION })
    socket.onmessage = ({ data }) => {
      for (const packet of JSON.parse(String(data)) as Packet[]) hear(packet)
    }
    socket.onclose = () => {
      clearInterval(beat)
      if (isOver) return
      set({ state: 'connecting' })
      // Spread, so that the guests of a server that comes back do not all come at once.
      timer = setTimeout(open, Math.random() * Math.min(LONGEST_WAIT_MS, 500 * 2 ** ++tries))
    }
  }
  const stop = (): void => {
    isOver = true
    clearTimeout(timer)
    clearInterval(beat)
    socket?.close()
  }
  open()
  return stop
}

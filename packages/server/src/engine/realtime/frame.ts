/** Builds one unmasked WebSocket text frame (RFC 6455 §5.2), so that a push is serialized once for all of its sockets. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length < 126 ? 2 : length < 65536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x81
  if (header === 2) {
    frame[1] = length
  } else if (header === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeUInt32BE(0, 2)
    frame.writeUInt32BE(length, 6)
  }
  frame.write(text, header)
  return frame
}

/** A packet on its way: its JSON text and, once some socket needed it, the frame that carries it alone. Shared by all sockets. */
export interface Outgoing {
  readonly text: string
  /** A push can be pulled again by sequence, so it may be given up for a `dirty`; a reply cannot. */
  readonly pullable: boolean
  frame: Buffer | undefined
  /** Traffic of a live room: nobody pulls it and nobody waits for it, so it goes first; called when a socket does without it. */
  readonly onGivenUp: (() => void) | undefined
}

export const outgoing = (text: string, pullable = false, onGivenUp?: () => void): Outgoing => ({
  text,
  pullable,
  frame: undefined,
  onGivenUp,
})

/** The frame of what is due for a socket: `[packet,packet,…]`. A lone packet reuses the frame that another socket built. */
export function frameOf(queue: readonly Outgoing[]): Buffer {
  const only = queue[0]!
  if (queue.length === 1) {
    only.frame ??= textFrame(`[${only.text}]`)
    return only.frame
  }
  let text = `[${only.text}`
  for (let i = 1; i < queue.length; i++) text += `,${queue[i]!.text}`
  return textFrame(`${text}]`)
}

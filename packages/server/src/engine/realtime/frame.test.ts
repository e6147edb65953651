import type { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import * as ws from 'ws'
import { frameOf, outgoing, textFrame } from './frame.ts'

/** The type declarations leave it out, the module does not. */
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Writable }

/** Reads frames with the library's own receiver, as a client would. */
function received(...frames: Buffer[]): string[] {
  const texts: string[] = []
  const receiver = new Receiver({ isServer: false, maxPayload: 1 << 20 })
  receiver.on('message', (data: Buffer) => texts.push(data.toString()))
  receiver.on('error', (error: Error) => {
    throw error
  })
  for (const frame of frames) receiver.write(frame)
  return texts
}

describe('a text frame', () => {
  it.each([0, 1, 125, 126, 127, 65535, 65536, 70_000])('of %i bytes is read back by a client', (length) => {
    const text = 'x'.repeat(length)
    expect(received(textFrame(text))).toEqual([text])
  })

  it('counts bytes, not characters', () => {
    const text = '用户'.repeat(50)
    expect(received(textFrame(text))).toEqual([text])
  })
})

describe('what is due for a socket', () => {
  it('is one array, in order', () => {
    const frame = frameOf([outgoing('{"a":1}'), outgoing('{"b":2}'), outgoing('{"c":3}')])
    expect(received(frame).map((text) => JSON.parse(text))).toEqual([[{ a: 1 }, { b: 2 }, { c: 3 }]])
  })

  it('reuses the frame of a lone packet for every socket', () => {
    const packet = outgoing('{"a":1}')
    expect(frameOf([packet])).toBe(frameOf([packet]))
    expect(received(frameOf([packet]))).toEqual(['[{"a":1}]'])
  })
})

import { describe, expect, it } from 'vitest'
import type { Bus } from './bus.ts'

/** The suite that every bus passes. `open` gives a fresh bus; `settle` waits until what was published has arrived. */
export function busContract(
  name: string,
  open: (onError: (error: unknown) => void) => Promise<{ bus: Bus; settle: () => Promise<void> }>,
): void {
  describe(`${name} keeps the rules of a bus`, () => {
    const silent = () => {}

    it('[BUS1] reaches every subscriber of exactly that subject', async () => {
      const { bus, settle } = await open(silent)
      const heard: string[] = []
      bus.subscribe('u.1.alice', (payload) => heard.push(`a:${payload}`))
      bus.subscribe('u.1.alice', (payload) => heard.push(`b:${payload}`))
      bus.subscribe('u.1.alic', (payload) => heard.push(`c:${payload}`))
      bus.publish('u.1.alice', 'x')
      bus.publish('u.1.nobody', 'y')
      await settle()
      expect(heard.sort()).toEqual(['a:x', 'b:x'])
      await bus.close()
    })

    it('[BUS2] keeps the order of one publisher', async () => {
      const { bus, settle } = await open(silent)
      const heard: number[] = []
      bus.subscribe('s', (payload) => heard.push(Number(payload)))
      for (let i = 0; i < 1000; i++) bus.publish('s', String(i))
      await settle()
      expect(heard).toEqual(Array.from({ length: 1000 }, (_, i) => i))
      await bus.close()
    })

    it('[BUS3] is silent after the subscription ended, and ends only that one', async () => {
      const { bus, settle } = await open(silent)
      const heard: string[] = []
      const handler = (payload: string) => heard.push(payload)
      const end = bus.subscribe('s', handler)
      bus.subscribe('s', handler)
      end()
      end()
      bus.publish('s', 'x')
      await settle()
      expect(heard).toEqual(['x'])
      await bus.close()
    })

    it('[BUS4] survives a handler that throws and tells about it', async () => {
      const errors: unknown[] = []
      const { bus, settle } = await open((error) => errors.push(error))
      const heard: string[] = []
      bus.subscribe('s', () => {
        throw new Error('broken handler')
      })
      bus.subscribe('s', (payload) => heard.push(payload))
      bus.publish('s', 'x')
      await settle()
      expect(heard).toEqual(['x'])
      expect(errors).toHaveLength(1)
      await bus.close()
    })
  })
}

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

    it('[BUS5] gathers the replies of all who subscribe, and of nobody else', async () => {
      const { bus } = await open(silent)
      bus.subscribe('u.1.alice', (payload, reply) => reply?.(`a:${payload}`))
      bus.subscribe('u.1.alice', (payload, reply) => reply?.(`b:${payload}`))
      bus.subscribe('u.1.alice', () => {})
      bus.subscribe('u.1.alic', (_, reply) => reply?.('never'))
      expect((await bus.request('u.1.alice', 'x', 500)).sort()).toEqual(['a:x', 'b:x'])
      await bus.close()
    })

    it('[BUS5] answers a request with nothing where nobody subscribes or nobody replies', async () => {
      const { bus, settle } = await open(silent)
      const end = bus.subscribe('s', (_, reply) => reply?.('here'))
      bus.subscribe('silent', () => {})
      expect(await bus.request('s', 'x', 500)).toEqual(['here'])
      end()
      await settle()
      expect(await bus.request('s', 'x', 500)).toEqual([])
      expect(await bus.request('silent', 'x', 50)).toEqual([])
      await bus.close()
    })

    it('[BUS5] hears no reply that comes after the call, and asks on past a handler that throws', async () => {
      const errors: unknown[] = []
      const { bus } = await open((error) => errors.push(error))
      let late: (() => void) | undefined
      bus.subscribe('s', (_, reply) => {
        late = () => reply?.('late')
      })
      bus.subscribe('s', () => {
        throw new Error('broken handler')
      })
      bus.subscribe('s', (_, reply) => reply?.('good'))
      const answers = await bus.request('s', 'x', 50)
      late?.()
      expect(answers).toEqual(['good'])
      expect(errors).toHaveLength(1)
      await bus.close()
    })

    it('[BUS5] tells a subscriber of a message that nobody waits for a reply', async () => {
      const { bus, settle } = await open(silent)
      const waited: boolean[] = []
      bus.subscribe('s', (_, reply) => waited.push(reply !== undefined))
      bus.publish('s', 'x')
      await settle()
      await bus.request('s', 'x', 50)
      expect(waited).toEqual([false, true])
      await bus.close()
    })
  })
}

import type { ErrorName } from '@signet/protocol/errors'
import { describe, expect, it } from 'vitest'
import type { Draft, Route } from '../messages/route.ts'
import type { Self } from '../messages/view.ts'
import { createGuard } from './guard.ts'

const self = { sdkAppId: 1, userId: 'alice' } as Self
const draft = (random: number) => ({ random }) as Draft

function world(refusals: (ErrorName | undefined | Promise<ErrorName | undefined>)[]) {
  const admitted: number[] = []
  const guard = createGuard({ refusal: () => refusals.shift() })
  const route = {
    timeline: 'bob',
    admit({ random }: Draft) {
      admitted.push(random)
      return undefined
    },
  } as unknown as Route
  return { admitted, route, send: (random: number) => guard(self, 'C2C', route).admit(draft(random)) }
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the guard', () => {
  it('stays out of the way when it is known that the sender is not muted', () => {
    const guard = createGuard({ refusal: () => undefined })
    const { route } = world([])
    expect(guard(self, 'GROUP', route)).toBe(route)
  })

  it('[MSG7] lets a message that need not wait wait for one of the same sender that does', async () => {
    let answer = (_: ErrorName | undefined): void => {}
    const slow = new Promise<ErrorName | undefined>((resolve) => {
      answer = resolve
    })
    const { admitted, send } = world([slow, undefined, Promise.resolve(undefined), undefined])
    const waiting = [send(1), send(2), send(3)]
    await settle()
    expect(admitted).toEqual([])
    answer(undefined)
    await Promise.all(waiting)
    expect(admitted).toEqual([1, 2, 3])
    await settle()
    expect(send(4)).toBeUndefined()
    expect(admitted).toEqual([1, 2, 3, 4])
  })

  it('[MUTE1] refuses each message on its own: what comes after a refused one goes on', async () => {
    const { admitted, send } = world([Promise.resolve('SENDER_MUTED' as const), Promise.resolve(undefined)])
    const [first, second] = [send(1), send(2)]
    await expect(first).rejects.toMatchObject({ errorName: 'SENDER_MUTED' })
    await second
    expect(admitted).toEqual([2])
  })
})

import { expect, it } from 'vitest'
import { createMemoryPressure, type MemoryUse, memoryOfProcess } from './memory-pressure.ts'

it('[SES22][CHK47] memory is short from nine tenths of any of its bounds on, and looked at once a second', () => {
  let time = 0
  let looks = 0
  let uses: MemoryUse[] = []
  const read = () => {
    looks++
    return uses
  }
  const memory = createMemoryPressure({ now: () => time, read })
  const after = (next: MemoryUse[]) => {
    uses = next
    time += 1_000
    return memory.isTight()
  }
  expect(after([])).toBe(false)
  expect(after([{ used: 899, most: 1_000 }])).toBe(false)
  expect(
    after([
      { used: 1, most: 1_000 },
      { used: 900, most: 1_000 },
    ]),
  ).toBe(true)
  expect(after([{ used: 900, most: 0 }])).toBe(false)
  for (let n = 0; n < 100; n++) memory.isTight()
  expect(looks).toBe(4)
})

it('reads what this process has and may have', () => {
  const [heap, all] = memoryOfProcess()
  expect(heap!.used).toBeGreaterThan(1_000_000)
  expect(heap!.most).toBeGreaterThan(heap!.used)
  expect(all!.used).toBeGreaterThan(heap!.used / 2)
})

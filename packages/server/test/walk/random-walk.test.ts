import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { World } from './world.ts'

/** A long walk: `SIGNET_WALK_STEPS=20000`, on the disk with `SIGNET_WALK_TIMELINE=level:`. The same one again: with the `SIGNET_SEED` that it told. */
const STEPS = Number(process.env['SIGNET_WALK_STEPS'] ?? 400)
const LOOKS = 8

it(
  '[SES12][GRP11][CNV3][REV2] whatever users ask for, all at once, is answered, counted, and told to nobody else',
  async () => {
    const seed = Number(process.env['SIGNET_SEED'] ?? Date.now() % 1_000_000)
    const url = process.env['SIGNET_WALK_TIMELINE'] ?? 'memory:'
    await using im = await testIm({ config: { sockets: { requestsPerSecond: 100_000 }, timeline: { url } } })
    const world = await World.open(im, seed)
    for (let n = 1; n <= STEPS && world.problems.length === 0; n++) {
      await world.step(n)
      if (n % 300 === 0) await world.tidy()
      if (n % Math.ceil(STEPS / LOOKS) === 0) await world.judge()
    }
    const told = world.problems.slice(0, 3).map((problem) => JSON.stringify(problem).slice(0, 3_000))
    expect({ seed, problems: told }).toEqual({ seed, problems: [] })
    if (process.env['SIGNET_WALK_STEPS'] !== undefined)
      console.log(JSON.stringify(Object.fromEntries(world.done), null, 1))
  },
  60_000 + STEPS * 100,
)

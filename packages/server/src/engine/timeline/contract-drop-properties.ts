// biome-ignore lint/correctness/noUndeclaredDependencies: a part of the test suite in contract.ts.
import fc from 'fast-check'
// biome-ignore lint/correctness/noUndeclaredDependencies: a part of the test suite in contract.ts.
import { expect } from 'vitest'
import type { OpenedTimeline } from './contract.ts'
import type { Timeline, TimelineOptions } from './timeline.ts'

type Step =
  | { readonly do: 'append'; readonly after: number; readonly author: number; readonly counts: boolean }
  /** What is older than `age` is dropped, or from now on not read. */
  | { readonly do: 'drop' | 'keep'; readonly age: number }
  | { readonly do: 'reopen' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      after: fc.constantFrom(0, 0, 1, 5, 40),
      author: fc.nat({ max: 10 }),
      counts: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('drop', 'keep'), age: fc.nat({ max: 200 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
)
const C = 'app\u001fGROUP\u001fg'
const START = 1_764_000_000_000

interface Kept {
  readonly seq: number
  readonly time: number
  readonly author: string
  readonly counts: boolean
}

/** Appends, drops and restarts at random; after each, reads and counts equal those over a plain list. */
export async function checkDropping(open: (options: TimelineOptions) => Promise<OpenedTimeline>): Promise<void> {
  const steps = fc.array(step, { minLength: 20, maxLength: 120 })
  await fc.assert(
    fc.asyncProperty(steps, fc.nat({ max: 60 }), fc.integer({ min: 1, max: 30 }), async (all, position, limit) => {
      let clock = START
      let keepFrom = 0
      const opened = await open({ now: () => clock, keepFrom: () => keepFrom })
      try {
        let { timeline } = opened
        let entries: Kept[] = []
        const newest = new Map<string, number>()
        let seq = 0
        for (const step of all) {
          if (step.do === 'append') {
            clock += step.after
            const entry = { seq: ++seq, time: clock, author: `user${step.author}`, counts: step.counts }
            entries.push(entry)
            newest.set(entry.author, seq)
            expect(await timeline.append({ conversation: C, value: '', ...entry })).toMatchObject({ seq })
            continue
          }
          if (step.do === 'drop') {
            const left = entries.filter((entry) => entry.time >= clock - step.age)
            expect(await timeline.drop(() => clock - step.age)).toBe(entries.length - left.length)
            entries = left
          } else if (step.do === 'keep') keepFrom = clock - step.age
          else timeline = (await opened.reopen?.()) ?? timeline
          await compare(timeline, entries, { newest, keepFrom, position, limit })
        }
        await compare(timeline, entries, { newest, keepFrom, position, limit })
      } finally {
        await opened.dispose()
      }
    }),
    { numRuns: 25 },
  )
}

interface Asked {
  readonly newest: ReadonlyMap<string, number>
  readonly keepFrom: number
  readonly position: number
  readonly limit: number
}

async function compare(timeline: Timeline, entries: readonly Kept[], asked: Asked): Promise<void> {
  const { newest, keepFrom, position, limit } = asked
  const seqs = entries.filter((entry) => entry.time >= keepFrom).map((entry) => entry.seq)
  const read = async (range: { after?: number; before?: number }) =>
    (await timeline.read(C, { ...range, limit })).map((entry) => entry.seq)
  expect(await read({})).toEqual(seqs.slice(-limit))
  expect(await read({ before: position })).toEqual(seqs.filter((seq) => seq < position).slice(-limit))
  expect(await read({ after: position })).toEqual(seqs.filter((seq) => seq > position).slice(0, limit))
  const queries = [...newest.keys(), 'nobody'].map((author) => ({ conversation: C, after: position, author }))
  const counts = queries.map(({ author }) => {
    const from = Math.max(position, newest.get(author) ?? 0)
    return entries.filter((entry) => entry.seq > from && entry.counts).length
  })
  expect(await timeline.unread(queries)).toEqual(counts)
}

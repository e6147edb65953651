// biome-ignore lint/correctness/noUndeclaredDependencies: a part of the test suite in contract.ts.
import fc from 'fast-check'
// biome-ignore lint/correctness/noUndeclaredDependencies: a part of the test suite in contract.ts.
import { expect } from 'vitest'
import { Failure } from '../failure.ts'
import type { OpenedTimeline } from './contract.ts'
import { TimelineModel } from './contract-model.ts'
import type { Draft, Timeline } from './timeline.ts'

type Call =
  | { readonly do: 'append'; readonly draft: Draft }
  | {
      readonly do: 'change'
      readonly conversation: string
      readonly value: string
      readonly states: readonly { readonly seq: number; readonly value: string; readonly stale: boolean }[]
    }

type Step =
  /** Called without waiting in between, so that they meet in commits. */
  | { readonly do: 'burst'; readonly calls: readonly Call[] }
  | { readonly do: 'outboxDone'; readonly share: number }
  | { readonly do: 'reopen' }

/** More than are kept with a head. */
const AUTHORS = Array.from({ length: 14 }, (_, n) => `user ${n}`)

const conversation = fc.integer({ min: 0, max: 3 }).map((n) => `app\u001fgroup${n}`)
const dedupe = fc.record({ key: fc.constantFrom('1', '2', '3', '4'), digest: fc.constantFrom('a', 'a', 'a', 'b') })
const job = fc.record({ kind: fc.constantFrom('push', 'webhook'), value: fc.string({ maxLength: 5 }) })
const draft: fc.Arbitrary<Draft> = fc.record(
  {
    conversation,
    value: fc.string({ unit: 'grapheme', maxLength: 20 }),
    dedupe,
    outbox: fc.array(job, { maxLength: 2 }),
    author: fc.constantFrom(...AUTHORS),
    counts: fc.boolean(),
  },
  { requiredKeys: ['conversation', 'value'] },
)
const states = fc.uniqueArray(
  fc.record({
    seq: fc.integer({ min: 0, max: 9 }),
    value: fc.string(),
    stale: fc.constantFrom(false, false, false, true),
  }),
  { maxLength: 3, selector: (state) => state.seq },
)
const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 4, arbitrary: draft.map((draft) => ({ do: 'append' as const, draft })) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('change' as const), conversation, value: fc.string(), states }) },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('burst' as const), calls: fc.array(call, { maxLength: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('outboxDone' as const), share: fc.double({ min: 0, max: 1 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
)
const position = fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined })
const range = fc.tuple(position, position, fc.integer({ min: 1, max: 60 }))

/** Random interleavings of everything, checked against the model after every step. */
export async function checkAgainstModel(open: () => Promise<OpenedTimeline>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.array(range, { minLength: 4, maxLength: 4 }),
      runSteps(open),
    ),
    { numRuns: 60 },
  )
}

type RangeSeed = [number | undefined, number | undefined, number]

const runSteps = (open: () => Promise<OpenedTimeline>) => async (steps: Step[], ranges: RangeSeed[]) => {
  const opened = await open()
  try {
    const model = new TimelineModel()
    let { timeline } = opened
    for (const step of steps) {
      if (step.do === 'burst') await runBurst(timeline, model, step.calls)
      else if (step.do === 'outboxDone') await finishSome(timeline, model, step.share)
      else if (opened.reopen !== undefined) timeline = await opened.reopen()
      await compare(timeline, model, ranges)
    }
  } finally {
    await opened.dispose()
  }
}

async function runBurst(timeline: Timeline, model: TimelineModel, calls: readonly Call[]): Promise<void> {
  const refusal = (error: unknown) => (error instanceof Failure ? error.errorName : error)
  const expected: unknown[] = []
  const answers = calls.map((call) => {
    if (call.do === 'append') {
      expected.push(model.append(call.draft))
      return timeline.append(call.draft).then(({ seq, duplicate }) => ({ seq, duplicate }), refusal)
    }
    const { conversation, value } = call
    // What a caller who read after the calls before this one would name.
    const states = call.states.map(({ stale, ...state }) => ({
      ...state,
      after: model.stateSeq(conversation, state.seq) + (stale ? 1 : 0),
    }))
    expected.push(model.change(conversation, { value, states }))
    return timeline.change(conversation, { value, states }).then(({ changeSeq }) => changeSeq, refusal)
  })
  expect(await Promise.all(answers)).toEqual(expected)
}

const shown = (entries: Awaited<ReturnType<Timeline['outbox']>>): string[] =>
  entries.map((entry) => `${entry.conversation}/${entry.seq}/${entry.kind}/${entry.value}`)

async function finishSome(timeline: Timeline, model: TimelineModel, share: number): Promise<void> {
  const entries = await timeline.outbox(1000)
  const done = entries.filter((_, i) => (i * 0.618) % 1 < share)
  await timeline.outboxDone(done.map((entry) => entry.id))
  const kept = entries.filter((entry) => !done.includes(entry))
  model.outbox = shown(kept)
}

async function compare(timeline: Timeline, model: TimelineModel, ranges: readonly RangeSeed[]): Promise<void> {
  const names = [0, 1, 2, 3].map((n) => `app\u001fgroup${n}`)
  const heads = await timeline.heads(names)
  expect(heads.map(({ seq, changeSeq }) => ({ seq, changeSeq }))).toEqual(names.map((name) => model.head(name)))
  expect(shown(await timeline.outbox(1000)).sort()).toEqual([...model.outbox].sort())
  for (const name of names) {
    for (const [after, before, limit] of ranges) {
      const asked = { limit, ...(after !== undefined && { after }), ...(before !== undefined && { before }) }
      const entries = await timeline.read(name, asked)
      expect(entries.map(({ time: _, ...entry }) => entry)).toEqual(model.read(name, asked))
      const times = entries.map((entry) => entry.time)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }
    const queries = ranges.flatMap(([after = 0]) => AUTHORS.map((author) => ({ conversation: name, after, author })))
    expect(await timeline.unread(queries)).toEqual(queries.map((query) => model.unread(query)))
    const changes = await timeline.changes(name, 1, 10)
    expect(changes.map((change) => change.value)).toEqual(model.changes(name, 1, 10))
  }
}

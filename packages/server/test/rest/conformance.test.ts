import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { type TestIm, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { HOOK_CONFIG, hear, type Receiver, receiver } from '../webhook-receiver.ts'
import { rest } from './call.ts'
import { filled } from './filled.ts'

/** A file of conformance/rest; its README tells what the fields mean. */
interface Story {
  readonly title: string
  readonly rule: string
  readonly steps: readonly Step[]
}
interface Step {
  readonly call?: string
  readonly body?: object
  readonly by?: { readonly user: string; readonly ticket: string }
  readonly answer?: object
  readonly keep?: Readonly<Record<string, string>>
  readonly told?: readonly { readonly command: string; readonly body: object }[]
  readonly ticket?: string
  readonly of?: string
  readonly wait?: number
}

const folder = new URL('../../../../conformance/rest/', import.meta.url)
const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Story)

/** How long a copy that goes out in the background may take on a machine that does much else, ms. */
const PATIENCE = 5_000

for (const { title, rule, steps } of stories) {
  it(`[${rule}] ${title}`, async () => {
    await using hook = await receiver()
    await using im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
    const commands = steps.flatMap(({ told = [] }) => told.map(({ command }) => command))
    if (commands.length > 0) await hear(im, hook, [...new Set(commands)])
    const kept = new Map<string, unknown>()
    let heard = 0
    for (const [i, step] of steps.entries()) {
      const isAfterWait = steps[i - 1]?.wait !== undefined
      await play(im, step, kept, `step ${i + 1} of "${title}"`, isAfterWait ? PATIENCE : 0)
      for (const { command, body } of step.told ?? []) {
        const one = await told(hook, heard++)
        expect([one.command, one.body], `step ${i + 1}: ${command}`).toEqual([command, pattern(filled(body, kept))])
      }
    }
    expect(hook.received.slice(heard), 'webhooks that no step names').toEqual([])
  }, 20_000)
}

async function told(hook: Receiver, at: number): Promise<Receiver['received'][number]> {
  await hook.until(() => hook.received.length > at)
  return hook.received[at]!
}

async function play(
  im: TestIm,
  step: Step,
  kept: Map<string, unknown>,
  place: string,
  patience: number,
): Promise<void> {
  if (step.wait !== undefined) return await setTimeout(step.wait)
  if (step.ticket !== undefined) return void kept.set(step.ticket, im.sign(step.of!))
  const { by, answer = {}, keep = {} } = step
  const call = by === undefined ? {} : { query: { identifier: by.user, usersig: String(kept.get(by.ticket)) } }
  const body = filled(step.body ?? {}, kept) as object
  const wanted = pattern(filled({ ErrorCode: 0, ...answer }, kept))
  const until = Date.now() + patience
  let given = await rest(im, step.call!, body, call)
  while (Date.now() < until && !matches(given, wanted)) {
    await setTimeout(50)
    given = await rest(im, step.call!, body, call)
  }
  expect(given, `${place}: ${step.call}`).toEqual(wanted)
  for (const [name, field] of Object.entries(keep)) kept.set(name, given[field])
}

function matches(given: unknown, wanted: unknown): boolean {
  try {
    expect(given).toEqual(wanted)
    return true
  } catch {
    return false
  }
}

const ANY: Readonly<Record<string, unknown>> = {
  '<text>': expect.stringMatching(/./),
  '<number>': expect.any(Number),
  '<list>': expect.any(Array),
}

/** What is named must be there; what is not named may be. */
function pattern(value: unknown): unknown {
  if (typeof value === 'string') return ANY[value] ?? value
  if (Array.isArray(value)) return value.map(pattern)
  if (typeof value !== 'object' || value === null) return value
  const { absent = [], ...fields } = value as { absent?: readonly string[] }
  const named = Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, pattern(item)]))
  const missing = Object.fromEntries(absent.map((name) => [name, expect.anything()]))
  return absent.length === 0
    ? expect.objectContaining(named)
    : expect.toSatisfy(
        (given: object) =>
          !matches(given, expect.objectContaining(missing)) && matches(given, expect.objectContaining(named)),
      )
}

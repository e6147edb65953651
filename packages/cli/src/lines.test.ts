import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineGroups, MAX_LINE_BYTES } from './lines.ts'

async function* chunked(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const to of [...at, bytes.length]) {
    yield bytes.subarray(from, to)
    from = to
  }
}

async function linesOf(text: string, cuts: readonly number[] = []): Promise<(string | undefined)[]> {
  const lines = []
  for await (const group of lineGroups(chunked(Buffer.from(text), cuts))) lines.push(...group)
  return lines
}

test('however a text is cut into chunks, even inside a character, its lines are the same', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', '用', '😀', '"', '\r') })
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.array(fc.nat()), fc.boolean(), async (lines, cuts, ended) => {
      const text = lines.join('\n') + (ended ? '\n' : '')
      const expected = text.split('\n')
      if (expected.at(-1) === '') expected.pop()
      expect(await linesOf(text, cuts)).toEqual(expected)
    }),
  )
})

test('a line over the limit comes as undefined, once, and its neighbours are untouched', async () => {
  const long = 'x'.repeat(MAX_LINE_BYTES * 3 + 1)
  const everyTenth = Array.from({ length: 40 }, (_, i) => i * 10_000)
  for (const cuts of [[], everyTenth]) {
    expect(await linesOf(`a\n${long}\nb\n${long}`, cuts)).toEqual(['a', undefined, 'b', undefined])
  }
})

test('a line of exactly the limit is a line', async () => {
  const line = 'x'.repeat(MAX_LINE_BYTES)
  expect(await linesOf(`${line}\n${line}`, [10, MAX_LINE_BYTES])).toEqual([line, line])
})

test('empty input has no lines, and an empty line is one', async () => {
  expect(await linesOf('')).toEqual([])
  expect(await linesOf('\n\n')).toEqual(['', ''])
})

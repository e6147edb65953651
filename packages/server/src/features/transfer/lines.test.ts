import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'

async function linesIn(chunks: readonly Buffer[], longest?: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(Readable.from(chunks, { objectMode: false }), longest)) lines.push(line)
  return lines
}

test('lines are the same however their bytes are cut', async () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll(/[\n\r]/g, '')))
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      )
      expect(await linesIn(chunks)).toEqual(lines.map((line) => Buffer.from(line).toString()))
    }),
    { numRuns: 100 },
  )
})

test('a last line without an end counts, and a line without an end in sight is refused', async () => {
  expect(await linesIn([Buffer.from('a\nb')])).toEqual(['a', 'b'])
  const endless = Array.from({ length: 100 }, () => Buffer.alloc(10, 'x'))
  await expect(linesIn(endless, 500)).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
})

import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { gzipBytes } from '../../../scripts/lib/chat-bundle.ts'

const KB = 1024

async function bundled(entry: string): Promise<{ code: string; imports: string[] }> {
  const input = fileURLToPath(new URL(`../src/${entry}`, import.meta.url))
  const conditionNames = ['source', 'browser', 'import', 'default']
  await using bundle = await rolldown({
    input,
    external: ['react', 'vue'],
    resolve: { conditionNames },
    platform: 'browser',
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  return { code: output[0].code, imports: output.flatMap((chunk) => ('imports' in chunk ? chunk.imports : [])) }
}

test('the hooks weigh at most 9 KB with gzip beside the chat, and load nothing but React', async () => {
  const { code, imports } = await bundled('react.ts')
  expect(gzipBytes(code)).toBeLessThanOrEqual(9 * KB)
  expect(imports).toEqual(['react'])
})

test('the composables weigh at most 9 KB with gzip beside the chat, and load nothing but Vue', async () => {
  const { code, imports } = await bundled('vue.ts')
  expect(gzipBytes(code)).toBeLessThanOrEqual(9 * KB)
  expect(imports).toEqual(['vue'])
})

test('the store knows no framework', async () => {
  expect((await bundled('store.ts')).imports).toEqual([])
})

test.each(['index.ts', 'basic.ts'])(
  'who imports %s alone carries no store, no hook, no composable, no server, no outbox and no loop',
  async (entry) => {
    const { code, imports } = await bundled(entry)
    expect(imports).toEqual([])
    expect(code).not.toContain('ChatProvider')
    expect(code).not.toContain('chatPlugin')
    expect(code).not.toContain('loadOlder')
    expect(code).not.toContain('losePush')
    expect(code).not.toContain('indexedDB')
    expect(code).not.toContain('BUFFER_FULL')
  },
)

test.each([
  ['offline.ts', 9],
  ['iterate.ts', 5],
])('%s stands alone and weighs, with what it shares with the chat, at most %i KB with gzip', async (entry, most) => {
  const { code, imports } = await bundled(entry)
  expect(imports).toEqual([])
  expect(gzipBytes(code)).toBeLessThanOrEqual(most * KB)
})

import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/** What can be bundled: the whole SDK, the part that every app needs, or the whole with outbox, cache and loops. */
export const CHAT_ENTRIES = { full: 'index.ts', core: 'basic.ts', everything: 'everything.ts' } as const

export type ChatEntry = keyof typeof CHAT_ENTRIES

/** The client for browsers in one minified file. `umd` makes it a global `TencentCloudChat` where there is no module system. */
export async function chatBundle(entry: ChatEntry, format: 'esm' | 'umd'): Promise<string> {
  const input = fileURLToPath(new URL(`../../packages/client/src/${CHAT_ENTRIES[entry]}`, import.meta.url))
  const conditionNames = ['source', 'browser', 'import', 'default']
  await using bundle = await rolldown({ input, resolve: { conditionNames }, platform: 'browser' })
  const { output } = await bundle.generate({
    format,
    minify: true,
    ...(format === 'umd' && { name: 'TencentCloudChat', exports: 'named' }),
  })
  if (output.length !== 1) throw new Error(`One file was to come out, not ${output.length}.`)
  const { code } = output[0]
  if (format === 'esm') return code
  // The official bundle's global is the default export itself.
  return `${code}\n;(function(g){var c=g.TencentCloudChat;if(c&&c.default)g.TencentCloudChat=c.default})(typeof globalThis!=='undefined'?globalThis:self);\n`
}

export const gzipBytes = (code: string): number => gzipSync(code, { level: 9 }).length

/** `node --conditions=source scripts/bundle-chat.ts [folder]`: the client in single files, for pages without a bundler. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chatBundle, gzipBytes } from './lib/chat-bundle.ts'

const folder = process.argv[2] ?? fileURLToPath(new URL('../packages/client/dist/bundle', import.meta.url))
const FILES = [
  ['signet-chat.js', 'full', 'esm'],
  ['signet-chat.umd.js', 'full', 'umd'],
  ['signet-chat-basic.js', 'core', 'esm'],
  ['signet-chat-all.js', 'everything', 'esm'],
  ['signet-chat-all.umd.js', 'everything', 'umd'],
] as const

mkdirSync(folder, { recursive: true })
for (const [name, entry, format] of FILES) {
  const code = await chatBundle(entry, format)
  writeFileSync(join(folder, name), code)
  process.stdout.write(`${name}: ${code.length} characters, ${gzipBytes(code)} bytes with gzip\n`)
}

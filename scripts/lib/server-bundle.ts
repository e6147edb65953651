import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'
import { newest } from './newest.ts'
import { replaceFolder } from './replace-folder.ts'

const packages = fileURLToPath(new URL('../../packages', import.meta.url))
const server = join(packages, 'server')
const folder = join(server, 'dist/bundle')

const SOURCES = ['server/src', 'protocol/src', 'usersig/src', 'server/package.json']

/** Threads of their own: the server starts them by file name, beside the file that starts them. */
const THREADS = ['engine/storage/sqlite-worker', 'features/files/thumbnail-worker'] as const

/**
 * Stay packages of their own: they have native parts, start threads from files of their own, or are loaded only by who needs them.
 * `@signet/usersig` too, so that the command line and the server share one.
 */
const APART = [
  /^@signet\/usersig/,
  'classic-level',
  'sharp',
  'pino',
  'undici',
  '@aws-sdk/client-s3',
  'file-type',
  'otpauth',
  're2js',
  'smol-toml',
]

/**
 * Makes one file of the server unless that file is newer than its sources: some 2,000 small files cost half of the time of a start, and
 * 20 MB. It is what `import '@signet/server'` gives where nothing picks the sources.
 * @returns whether something had to be built
 */
export function bundleServer(): Promise<boolean> {
  return replaceFolder(folder, { cache: join(server, '.cache'), isFresh, build })
}

async function build(dir: string): Promise<void> {
  const threads = THREADS.map((path) => [path.slice(path.lastIndexOf('/') + 1), join(server, `src/${path}.ts`)])
  await using bundle = await rolldown({
    input: { index: join(server, 'src/index.ts'), ...Object.fromEntries(threads) },
    platform: 'node',
    resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
    external: APART,
    plugins: [oneByte],
  })
  await bundle.write({
    dir,
    format: 'esm',
    comments: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  })
}

/** V8 keeps a file that has one letter beyond Latin-1 in two bytes a letter: megabytes, for some dashes and arrows. */
const oneByte: Plugin = {
  name: 'one-byte',
  generateBundle(_, files) {
    for (const file of Object.values(files)) if (file.type === 'chunk') file.code = inLatin1(file.code)
  },
}

const inLatin1 = (code: string): string =>
  code.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

async function isFresh(): Promise<boolean> {
  const built = await stat(join(folder, 'index.js')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
  if (built === 0) return false
  for (const source of SOURCES) if ((await newest(join(packages, source))) > built) return false
  return true
}

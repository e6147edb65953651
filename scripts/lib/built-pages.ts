import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newest } from './newest.ts'
import { replaceFolder } from './replace-folder.ts'

const packages = fileURLToPath(new URL('../../packages', import.meta.url))
const bundler = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))

/** The packages that are pages: what the server hands out and the compiler does not make. */
export const PAGES = ['console', 'demo'] as const
export type PagePackage = (typeof PAGES)[number]

/** What goes into every page beside its own files. */
const SHARED = ['client/src', 'protocol/src', 'usersig/src', 'console/src/theme']
const OWN = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json']
/** How pages are built; text of the guides and pictures are part of the console. */
const FROM_ROOT = [
  ...['page-config.ts', 'compressed.ts'].map((name) => `../scripts/lib/${name}`),
  ...['usersig.md', 'usersig.zh.md', 'images'].map((name) => `../docs/${name}`),
]

/**
 * Builds a page unless what is built is newer than everything that it is made of. Processes that want it at the same time wait for the
 * one that builds; what was built before stays in place until the new files are whole.
 * @returns whether something had to be built
 * @throws Error with what the bundler said
 * @example
 * await buildPage('console', { onBuild: () => console.error('Building the console …') })
 */
export async function buildPage(name: PagePackage, options: { readonly onBuild?: () => void } = {}): Promise<boolean> {
  if (await isFresh(name)) return false
  return replaceFolder(join(packages, name, 'dist'), {
    cache: join(packages, name, '.cache'),
    isFresh: () => isFresh(name),
    async build(outDir) {
      options.onBuild?.()
      await bundle(name, outDir)
    },
  })
}

function bundle(name: PagePackage, outDir: string): Promise<void> {
  const folder = join(packages, name)
  // The condition that picks sources in this process would reach the bundler's own packages.
  const env = { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' }
  const child = spawn(process.execPath, [bundler, 'build', '--outDir', outDir, '--logLevel', 'warn'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`packages/${name} could not be built:\n${said}`)),
    )
  })
}

async function isFresh(name: PagePackage): Promise<boolean> {
  const built = await stat(join(packages, name, 'dist/index.html')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
  if (built === 0) return false
  const sources = [...OWN.map((path) => join(name, path)), ...SHARED, ...FROM_ROOT]
  for (const source of sources) if ((await newest(join(packages, source))) > built) return false
  return true
}

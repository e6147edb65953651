import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../packages', import.meta.url))
const bundler = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))

/** The packages that are pages: what the server hands out and the compiler does not make. */
export const PAGES = ['console', 'demo'] as const
export type PagePackage = (typeof PAGES)[number]

/** What goes into every page beside its own files. */
const SHARED = ['client/src', 'protocol/src', 'usersig/src']
const OWN = ['src', 'public', 'build', 'index.html', 'vite.config.ts', 'package.json']
/** Text of the guides and pictures are part of the console. */
const FROM_ROOT = ['../docs/usersig.md', '../docs/usersig.zh.md', '../docs/images']

const LOCK_OVER_MS = 180_000

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
  const cache = join(packages, name, '.cache')
  await mkdir(cache, { recursive: true })
  const lock = join(cache, 'building')
  await take(lock)
  try {
    if (await isFresh(name)) return false
    options.onBuild?.()
    const fresh = join(cache, 'dist-new')
    await rm(fresh, { recursive: true, force: true })
    await bundle(name, fresh)
    const old = join(cache, 'dist-old')
    const dist = join(packages, name, 'dist')
    await rm(old, { recursive: true, force: true })
    if (existsSync(dist)) await rename(dist, old)
    await rename(fresh, dist)
    await rm(old, { recursive: true, force: true })
    return true
  } finally {
    await rmdir(lock)
  }
}

async function take(lock: string): Promise<void> {
  for (;;) {
    try {
      return await mkdir(lock).then(() => undefined)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const since = await stat(lock).then(({ mtimeMs }) => mtimeMs, Date.now)
      // Whoever held it was killed.
      if (Date.now() - since > LOCK_OVER_MS) await utimes(lock, new Date(), new Date()).then(() => rmdir(lock))
      await sleep(200)
    }
  }
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

/** ms: the last change below a path; 0 when nothing is there. Tests are no part of a page. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  let last = 0
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.includes('.test.')) continue
    last = Math.max(last, (await stat(join(entry.parentPath, entry.name))).mtimeMs)
  }
  return last
}

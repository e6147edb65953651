import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** A runtime that can be started with a script, or why it cannot. */
export type Runtime =
  | { readonly name: string; readonly command: readonly string[]; readonly version: string }
  | { readonly name: string; readonly absent: string }

/** All programs of that name on PATH. The folders that npm puts there lead to what the project installed. */
function onPath(program: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders
    .map((folder) => join(folder, program))
    .filter((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

function versionOf(command: readonly string[]): string | undefined {
  try {
    const [program, ...rest] = command
    return execFileSync(program!, [...rest, '--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

const first = (name: string, candidates: readonly string[], fits: RegExp, absent: string): Runtime => {
  for (const file of new Set(candidates)) {
    const version = versionOf([file])
    if (version !== undefined && fits.test(version)) return { name, command: [file], version: version.split('\n')[0]! }
  }
  return { name, absent }
}

/** The oldest Node.js that the public packages claim. */
export const node20 = (): Runtime =>
  first(
    'Node.js 20',
    [
      ...(process.env['NODE20'] ? [process.env['NODE20']] : []),
      ...onPath('node'),
      '/usr/bin/node',
      '/usr/local/bin/node',
    ],
    /^v20\./,
    'no Node.js 20 on PATH; name one in the environment variable NODE20',
  )

/** The Node.js that runs this test. */
export const nodeHere = (): Runtime => ({ name: 'Node.js here', command: [process.execPath], version: process.version })

export const bun = (): Runtime =>
  first('Bun', [join(root, 'node_modules/.bin/bun'), ...onPath('bun')], /^\d/, 'the package `bun` is not installed')

/** Only the language and the Web APIs of edge workers, in a context of its own. */
export const bareContext = (): Runtime => ({
  name: 'a bare context, as in an edge worker',
  command: [process.execPath, '--experimental-vm-modules', '--no-warnings'],
  version: process.version,
})

const DENO = '2.9.6'

/**
 * Deno from PATH, or else installed aside: as a dependency its entries in the lock file would break `npm ci` on machines
 * whose registry lacks one of its platforms.
 */
export function deno(): Runtime {
  const aside = join(root, 'node_modules/.cache/deno')
  const installed = join(aside, 'node_modules/.bin/deno')
  const candidates = onPath('deno')
  if (candidates.length === 0 && !existsSync(installed)) {
    try {
      mkdirSync(aside, { recursive: true })
      execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', aside, `deno@${DENO}`], {
        stdio: 'ignore',
        timeout: 90_000,
      })
    } catch {
      return { name: 'Deno', absent: `no deno on PATH, and npm could not install deno@${DENO}` }
    }
  }
  const found = first('Deno', [...candidates, installed], /^deno 2/, 'no deno that runs')
  return 'absent' in found ? found : { ...found, command: [...found.command, 'run', '--allow-read', '--no-prompt'] }
}

/** Debian's chromium or any that is on PATH. */
export const chromium = (): Runtime =>
  first(
    'Chromium',
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap(onPath),
    /\d/,
    'no chromium on PATH; on Debian: apt-get install chromium',
  )

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const argv = (args: readonly string[]): string[] => ['--conditions=source', main, ...args]

/** The environment without settings of whoever runs the tests. */
function cleanEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('SIGNET_'))
  return { ...Object.fromEntries(entries), ...extra }
}

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}
export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly env?: Record<string, string>
}

/** Runs the real command to its end. */
export function signet(args: readonly string[], { input = '', env }: RunOptions = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv(args), {
    input,
    env: cleanEnv(env),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { code: status, out: stdout, err: stderr }
}

/** Starts the real command and leaves it running. */
export const startSignet = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, argv(args), { env: cleanEnv(), stdio: ['pipe', 'pipe', 'pipe'] })

/** A folder that goes away with the test: `using dir = temporaryFolder()`. */
export function temporaryFolder(): { readonly path: string; file(name: string): string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'signet-cli-'))
  return {
    path,
    file: (name) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

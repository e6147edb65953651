import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { RawClient } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'

/** A server in a process of its own, for what happens to processes. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string
  readonly child: ChildProcess
  /** Its exit code. */
  readonly ended: Promise<number | null>
  enter(userId: string): Promise<RawClient>
}

/** @param limit how many files it may have open */
export async function serverProcess({ limit }: { readonly limit?: number } = {}): Promise<ServerProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'signet-process-'))
  const file = fileURLToPath(new URL('./server-child.ts', import.meta.url))
  const command = `${limit === undefined ? '' : `ulimit -n ${limit}; `}exec "$0" --conditions=source "$1" "$2"`
  const child = spawn('sh', ['-c', command, process.execPath, file, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const [line] = (await Promise.race([
    once(createInterface(child.stdout!), 'line'),
    ended.then((code) => Promise.reject(new Error(`the server ended with ${code} before it was ready`))),
  ])) as [string]
  const { url, sdkAppId, secret } = JSON.parse(line) as { url: string; sdkAppId: number; secret: string }
  return {
    url,
    child,
    ended,
    async enter(userId) {
      const client = await RawClient.open(url)
      await client.login({ sdkAppId, userId, userSig: sign(secretKey(secret), { sdkAppId, userId }) })
      return client
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
      await rm(dir, { recursive: true, force: true })
    },
  }
}

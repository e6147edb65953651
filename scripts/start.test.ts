import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('start.ts', import.meta.url))

test('npm start builds, runs the server in development mode and ends with 0 on SIGTERM', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'signet-start-'))
  const child = spawn(process.execPath, [script, '--port', '0', '--data', dir, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The built packages are under test, so the condition that picks sources must not reach the child.
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  try {
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const ready = await new Promise<{ url: string; demoApp: object }>((resolve, reject) => {
      let out = ''
      child.stdout.on('data', (chunk) => {
        out += chunk
        const line = out.split('\n').find((text) => text.startsWith('{"ok":true') && text.endsWith('}'))
        if (line !== undefined) resolve(JSON.parse(line))
      })
      child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready: ${out}`)))
    })
    expect(ready.demoApp).toMatchObject({ sdkAppId: expect.any(Number) })
    expect((await fetch(`${ready.url}/readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    child.kill('SIGKILL')
    rmSync(dir, { recursive: true, force: true })
  }
}, 120_000)

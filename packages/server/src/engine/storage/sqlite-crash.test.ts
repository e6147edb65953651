import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from './sqlite.ts'

/** Raise it for a longer run. */
const KILLS = Number(process.env['SIGNET_TEST_KILLS'] ?? 12)

interface Tables {
  pair: { id: string; half: string }
}

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-crash-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** Writes pairs of rows under load, each pair in one call, and prints the id of each pair that was acked. */
const writerScript = () => `
  import { openSqlite } from ${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)}
  const db = await openSqlite(process.argv[2])
  await db.write([{ compile: () => ({ sql: 'create table if not exists pair (id text, half text, primary key (id, half))', parameters: [] }) }])
  const run = process.argv[3]
  let next = 0
  const half = (id, name) => db.read.insertInto('pair').values({ id, half: name })
  const write = async () => {
    for (;;) {
      const id = run + '-' + next++
      await db.write([half(id, 'left'), half(id, 'right')])
      process.stdout.write(id + '\\n')
    }
  }
  await Promise.all(Array.from({ length: 16 }, write))
`

test(`[STO1] [CHK48] killed ${KILLS} times under load, every acked write is stored whole and no other one by half`, async () => {
  const script = join(folder, 'writer.ts')
  const file = join(folder, 'signet.db')
  await writeFile(script, writerScript())
  const acked: string[] = []
  for (let run = 0; run < KILLS; run++) {
    const child = spawn(process.execPath, ['--conditions=source', script, file, String(run)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    const closed = once(child, 'close')
    await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
    child.kill('SIGKILL')
    const [, signal] = await closed
    // Who ended by themselves were not killed under load.
    expect(signal).toBe('SIGKILL')
    acked.push(...output.slice(0, output.lastIndexOf('\n')).split('\n'))
  }
  expect(acked.length).toBeGreaterThan(KILLS)
  const db = await openSqlite<Tables>(file)
  const rows = await db.read.selectFrom('pair').selectAll().orderBy('id').orderBy('half').execute()
  await db.close()
  const halves = new Map<string, number>()
  for (const row of rows) halves.set(row.id, (halves.get(row.id) ?? 0) + 1)
  expect(acked.filter((id) => halves.get(id) !== 2)).toEqual([])
  expect([...halves.values()].filter((count) => count !== 2)).toEqual([])
}, 120_000)

/** `npm run bench -- <name> [--json] [--option value …]`: runs bench/<name>.ts and prints what it measured. */
import { readdirSync } from 'node:fs'
import { createProfiler } from '../bench/lib/profile.ts'
import type { Result } from '../bench/lib/result.ts'
import { parseArguments } from './lib/bench-arguments.ts'

interface Bench {
  readonly name: string
  readonly description: string
  run(options: Readonly<Record<string, string | true>>): Promise<Result>
}

const folder = new URL('../bench/', import.meta.url)

const files = (): string[] =>
  readdirSync(folder)
    .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length))

/** The bench of that file, or undefined when the file is a part of another one. */
async function load(file: string): Promise<Bench | undefined> {
  const module = (await import(new URL(`${file}.ts`, folder).href)) as Partial<Bench>
  return typeof module.run === 'function' ? (module as Bench) : undefined
}

async function list(): Promise<void> {
  process.stdout.write('npm run bench -- <name> [--json]\n\n')
  for (const file of files()) {
    const about = await load(file).then(
      (bench) => bench && (bench.description ?? ''),
      (error: Error) => `cannot be loaded: ${error.message}`,
    )
    if (about !== undefined) process.stdout.write(`  ${file.padEnd(16)}${about}\n`)
  }
}

const show = (value: number | string): string =>
  typeof value === 'string'
    ? value
    : value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 3 })

function table(name: string, result: Result): string {
  const width = Math.max(...Object.keys(result).map((key) => key.length))
  const rows = Object.entries(result).map(([key, value]) => `  ${key.padEnd(width)}  ${show(value)}`)
  return `${name}\n${rows.join('\n')}\n`
}

const { name, json, options } = parseArguments(process.argv.slice(2))
if (name === undefined) {
  await list()
} else if (!files().includes(name)) {
  process.stderr.write(`There is no bench "${name}"; \`npm run bench\` lists them.\n`)
  process.exitCode = 2
} else {
  const bench = await load(name)
  if (bench === undefined) throw new Error(`bench/${name}.ts has no run()`)
  // Of this process: all of a bench that starts no server, else the load that it makes. Servers keep their own.
  const profiler = createProfiler(bench.name)
  await profiler.start()
  const result = await bench.run(options)
  await profiler.stop()
  process.stdout.write(table(bench.name, result))
  if (json) process.stdout.write(`${JSON.stringify({ name: bench.name, ...result })}\n`)
}

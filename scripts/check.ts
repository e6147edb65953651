/** `npm run check`: everything that must hold before a commit, tests aside. Runs all steps, then names those that failed. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

interface Step {
  readonly name: string
  readonly argv: readonly string[]
}

const compiler = inRoot('node_modules/typescript/bin/tsc')
const docs = inRoot('scripts/docs.ts')
const steps: Step[] = [
  {
    name: 'format and lint',
    argv: [inRoot('node_modules/@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  },
  { name: 'types and build', argv: [compiler, '-b'] },
  { name: 'bundle of the server', argv: [inRoot('scripts/bundle-server.ts')] },
  { name: 'types of tests and scripts', argv: [compiler, '-p', 'tsconfig.tests.json'] },
  ...(existsSync(docs)
    ? [{ name: 'generated pages are up to date', argv: ['--conditions=source', docs, '--check'] }]
    : []),
]

const failed: string[] = []
for (const { name, argv } of steps) {
  const from = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const seconds = ((performance.now() - from) / 1000).toFixed(1).padStart(6)
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${seconds} s  ${name}\n`)
  if (status !== 0) {
    failed.push(name)
    process.stdout.write(`${stdout}${stderr}\n`)
  }
}
if (failed.length > 0) {
  process.stdout.write(`failed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}

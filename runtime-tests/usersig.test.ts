import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generateKeyPair, generateSecret } from '@signet/usersig/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserPage, openBrowserPage } from './lib/browser-page.ts'
import { bareContext, bun, chromium, deno, node20, nodeHere, type Runtime, root } from './lib/runtimes.ts'

interface Ticket {
  readonly by: string
  readonly name: 'v2' | 'p256' | 'secp256k1'
  readonly userSig: string
}
interface SuiteResult {
  readonly failures: readonly string[]
  readonly vectors: number
  readonly tickets: readonly Ticket[]
}
interface VerifyResult {
  readonly failures: readonly string[]
  readonly verified: number
}
interface Input {
  readonly nodeHasSecp256k1: boolean
  readonly [more: string]: unknown
}

const CLI = 'runtime-tests/usersig-cli.js'

/** How many APIs a runtime has, whether its node:crypto is known to have secp256k1, and the script; none for the browser. */
const RUNTIMES = [
  { find: node20, apis: 2, secp256k1: true, script: CLI },
  { find: nodeHere, apis: 2, secp256k1: true, script: CLI },
  { find: bun, apis: 2, secp256k1: false, script: CLI },
  { find: deno, apis: 2, secp256k1: true, script: CLI },
  { find: bareContext, apis: 1, secp256k1: false, script: 'runtime-tests/usersig-edge.js' },
  { find: chromium, apis: 1, secp256k1: false, script: undefined },
].map(({ find, ...known }) => ({ ...known, runtime: find() }))

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'signet-usersig-'))
const input = {
  secret: generateSecret(),
  p256: generateKeyPair(),
  secp256k1: generateKeyPair({ curve: 'secp256k1' }),
  vectors: JSON.parse(readFileSync(join(root, 'conformance/usersig/vectors.json'), 'utf8')) as unknown[],
}
const signedBy = new Map<string, readonly Ticket[]>()
let browser: BrowserPage | undefined

async function inBrowser<T>(method: 'runSuite' | 'verifyTickets', ...values: unknown[]): Promise<T> {
  const found = chromium()
  if ('absent' in found) throw new Error(found.absent)
  browser ??= await openBrowserPage(found.command[0]!)
  // As text: the test runner would rewrite the `import` of a function that is handed over.
  const call = `suite.${method}(...${JSON.stringify(values)})`
  return browser.page.evaluate(`import('/runtime-tests/usersig-suite.js').then((suite) => ${call})`) as Promise<T>
}

async function inProcess<T>(runtime: Runtime, script: string, given: Input, tickets?: readonly Ticket[]): Promise<T> {
  if ('absent' in runtime) throw new Error(runtime.absent)
  const files = [['input.json', given] as const, ...(tickets ? [['tickets.json', tickets] as const] : [])].map(
    ([file, value]) => {
      const path = join(folder, `${runtime.name}-${file}`.replace(/[^\w.]+/g, '-'))
      writeFileSync(path, JSON.stringify(value))
      return path
    },
  )
  const [program, ...rest] = runtime.command
  const { stdout } = await run(program!, [...rest, join(root, script), ...files], {
    cwd: root,
    maxBuffer: 1 << 24,
  })
  return JSON.parse(stdout) as T
}

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'packages/usersig'], {
    cwd: root,
  })
}, 120_000)

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(RUNTIMES)('the built package on $runtime.name', ({ runtime, apis, secp256k1, script }) => {
  const absent = 'absent' in runtime ? runtime.absent : undefined
  const given = { ...input, nodeHasSecp256k1: secp256k1 }

  test.skipIf(absent !== undefined)(
    `passes all vectors and signs with every key it has${absent === undefined ? '' : ` (skipped: ${absent})`}`,
    async () => {
      const result =
        script === undefined
          ? await inBrowser<SuiteResult>('runSuite', given)
          : await inProcess<SuiteResult>(runtime, script, given)
      expect(result.failures).toEqual([])
      expect(result.vectors).toBe(137 * 2 * apis)
      const plain = 2 * 2 * apis + (secp256k1 ? 2 : 0)
      expect(result.tickets).toHaveLength(plain)
      signedBy.set(
        runtime.name,
        result.tickets.map((ticket) => ({ ...ticket, by: `${runtime.name}, ${ticket.by}` })),
      )
    },
    60_000,
  )
})

describe.each(RUNTIMES)('across runtimes: $runtime.name', ({ runtime, apis, secp256k1, script }) => {
  const absent = 'absent' in runtime ? runtime.absent : undefined

  test.skipIf(absent !== undefined)(
    'verifies the tickets that every other runtime signed',
    async () => {
      const tickets = [...signedBy.values()].flat()
      expect(signedBy.size).toBeGreaterThan(1)
      const given = { ...input, nodeHasSecp256k1: secp256k1 }
      const result =
        script === undefined
          ? await inBrowser<VerifyResult>('verifyTickets', given, tickets)
          : await inProcess<VerifyResult>(runtime, script, given, tickets)
      const onOldCurve = tickets.filter(({ name }) => name === 'secp256k1').length
      expect(result.failures).toEqual([])
      expect(result.verified).toBe((tickets.length - onOldCurve) * apis + (secp256k1 ? onOldCurve : 0))
    },
    60_000,
  )
})

import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testIm } from '@signet/testkit'
import { beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (page: string): string => readFileSync(join(root, page), 'utf8')
const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)

describe.each(pages)('%s', (page) => {
  test('has no link into the repository that leads nowhere', () => {
    const links = [...read(page).matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, link]) => link!)
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([])
  })

  test('names only npm scripts that exist', () => {
    const named = [...read(page).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name!)
    expect(named.filter((name) => !scripts.includes(name))).toEqual([])
  })
})

/** Programs in the pages that a reader is told to save and run against `npm start`. */
const PROGRAMS = ['README.md', 'README.zh.md', 'docs/protocol.md', 'packages/client/README.md']

/** The page's first block that talks to the development server, pointed at another address. */
function programOf(page: string, url: string): string {
  const blocks = [...read(page).matchAll(/```[jt]s\n([\s\S]*?)```/g)].map(([, code]) => code!)
  const program = blocks.find((code) => code.includes('/dev/usersig'))
  if (program === undefined) throw new Error(`${page} has no program`)
  return program.replaceAll('http://127.0.0.1:7070', url)
}

/** Runs the program on the built packages, as its reader does, until its output fits. */
async function run(program: string, enough: (out: string) => boolean): Promise<string> {
  // In the tree, so that it finds the packages; not under node_modules, where Node takes no types.
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  const dir = mkdtempSync(join(cache, 'pages-'))
  const file = join(dir, 'hello.mts')
  writeFileSync(file, program)
  const child = spawn(process.execPath, [file], { env: { ...process.env, NODE_OPTIONS: '' } })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    return await new Promise((resolve) => {
      let out = ''
      const hear = (chunk: Buffer): void => {
        out += chunk
        if (enough(out)) resolve(out)
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('close', () => resolve(out))
    })
  } finally {
    child.kill('SIGKILL')
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
}

describe('programs in the pages', () => {
  beforeAll(() => {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    execFileSync(process.execPath, [compiler, '-b', 'packages/client'], { cwd: root })
  }, 120_000)

  test.each(PROGRAMS)(
    'the one in %s does what its page says, on the first run',
    async (page) => {
      await using im = await testIm({ config: { dev: true } })
      const last = page === 'packages/client/README.md' ? 'alice Hi Bob' : 'alice got "Hi Alice" from bob'
      expect(await run(programOf(page, im.url), (out) => out.includes(last))).toContain(last)
    },
    30_000,
  )
})

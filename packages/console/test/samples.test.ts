import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publicKey, secretKey, verify } from '@signet/usersig/node'
import { afterAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const folder = fileURLToPath(new URL('../src/pages/dev-tools/samples/', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'signet-samples-'))
afterAll(() => rmSync(scratch, { recursive: true }))

interface Vector {
  readonly id: number
  readonly tier: string
  readonly version: 1 | 2
  readonly curve?: string
  readonly sdkappid: number
  readonly identifier: string
  readonly userbuf?: string
  readonly key: { readonly secret: string } | { readonly private: string; readonly public: string }
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../conformance/usersig/vectors.json', import.meta.url), 'utf8'),
) as Vector[]

/** Keys and names of the vectors that every implementation has to get right, the awkward names among them. */
const good = vectors.filter(
  ({ tier, userbuf, curve }) => tier === 'must-accept' && userbuf === undefined && curve !== 'secp256k1',
)
const oneOfEach = (version: 1 | 2): Vector[] => [
  ...new Map(good.filter((vector) => vector.version === version).map((vector) => [vector.identifier, vector])).values(),
]

interface Language {
  readonly name: string
  /** Says whether the sample can be run here. */
  readonly probe: readonly string[]
  readonly v1: { readonly file: string; readonly command: readonly string[]; readonly probe?: readonly string[] }
  readonly v2: { readonly file: string; readonly command: readonly string[] }
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'Node.js',
    probe: [process.execPath, '--version'],
    v1: { file: 'usersig-v1.mjs', command: [process.execPath] },
    v2: { file: 'usersig-v2.mjs', command: [process.execPath] },
  },
  {
    name: 'Python',
    probe: ['python3', '--version'],
    v1: { file: 'usersig_v1.py', command: ['python3'], probe: ['python3', '-c', 'import cryptography'] },
    v2: { file: 'usersig_v2.py', command: ['python3'] },
  },
  {
    name: 'PHP',
    probe: ['php', '-r', 'exit(function_exists("gzcompress") ? 0 : 1);'],
    v1: { file: 'usersig_v1.php', command: ['php'] },
    v2: { file: 'usersig_v2.php', command: ['php'] },
  },
  {
    name: 'Java',
    probe: ['java', '--version'],
    v1: { file: 'UserSigV1.java', command: ['java'], probe: ['javac', '--version'] },
    v2: { file: 'UserSigV2.java', command: ['java'] },
  },
  {
    name: 'Go',
    probe: ['go', 'version'],
    v1: { file: 'usersig_v1.go', command: ['go', 'run'] },
    v2: { file: 'usersig_v2.go', command: ['go', 'run'] },
  },
  {
    name: 'C#',
    probe: ['dotnet', '--version'],
    v1: { file: 'UserSigV1.cs', command: ['dotnet'] },
    v2: { file: 'UserSigV2.cs', command: ['dotnet'] },
  },
]

const works = ([command, ...argv]: readonly string[]): boolean => {
  try {
    execFileSync(command!, argv, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** .NET runs projects: each sample becomes the program of one. */
async function built(file: string): Promise<readonly string[]> {
  const dir = join(scratch, file.replace('.cs', ''))
  await run('dotnet', ['new', 'console', '--output', dir, '--force'])
  writeFileSync(join(dir, 'Program.cs'), readFileSync(join(folder, file)))
  await run('dotnet', ['build', dir, '--output', join(dir, 'out')])
  return ['dotnet', join(dir, 'out', `${file.replace('.cs', '')}.dll`)]
}

/** Go and Java start slowly: they are given fewer names. */
const MOST = { quick: 3, slow: 1 }

describe.each(LANGUAGES)('the sample for $name', ({ name, probe, v1, v2 }) => {
  const here = works(probe)
  const most = name === 'Node.js' || name === 'Python' || name === 'PHP' ? MOST.quick : MOST.slow

  async function ticketOf(sample: { file: string; command: readonly string[] }, argv: readonly string[], env = {}) {
    const [command, ...first] =
      name === 'C#' ? await built(sample.file) : [...sample.command, join(folder, sample.file)]
    const { stdout } = await run(command!, [...first, ...argv], {
      env: { ...process.env, ...env, GOFLAGS: '-mod=mod' },
    })
    return stdout.trim()
  }

  const noV1 = !here || (v1.probe !== undefined && !works(v1.probe))
  it.skipIf(noV1)(
    `signs tickets with a private key that verify${noV1 ? ` (skipped: not on this machine: ${(v1.probe ?? probe).join(' ')})` : ''}`,
    async () => {
      for (const { key, sdkappid, identifier } of oneOfEach(1).slice(0, most)) {
        if ('secret' in key) throw new Error('a vector of another kind')
        const file = join(scratch, 'private_key')
        writeFileSync(file, key.private)
        const userSig = await ticketOf(v1, [file, String(sdkappid), identifier, '600'])
        expect(
          verify(publicKey(key.public), userSig, { sdkAppId: sdkappid, userId: identifier }),
          identifier,
        ).toMatchObject({ version: 1, userId: identifier })
      }
    },
    120_000,
  )

  it.skipIf(!here)(
    `signs tickets with a secret that verify${here ? '' : ` (skipped: not on this machine: ${probe.join(' ')})`}`,
    async () => {
      for (const { key, sdkappid, identifier } of oneOfEach(2).slice(0, most)) {
        if (!('secret' in key)) throw new Error('a vector of another kind')
        const userSig = await ticketOf(v2, [String(sdkappid), identifier, '600'], { SECRET: key.secret })
        expect(
          verify(secretKey(key.secret), userSig, { sdkAppId: sdkappid, userId: identifier }),
          identifier,
        ).toMatchObject({ version: 2, userId: identifier })
      }
    },
    120_000,
  )
})

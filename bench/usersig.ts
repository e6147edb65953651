/**
 * Signing and verifying UserSigs on one core, next to the packages that apps use today and next to what the platform's own
 * ECDSA costs. All contestants take turns in one process, many short turns each, so that a busy machine is busy for all of
 * them; figures are CPU time of the process, garbage collection included.
 *
 * `npm run bench -- usersig [--json]`; `node --conditions=source bench/usersig.ts`
 */
import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, sign as cryptoSign, verify as cryptoVerify } from 'node:crypto'
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { generateKeyPair, generateSecret, privateKey, publicKey, secretKey, sign, verify } from '@signet/usersig/node'
import { percentile, type Result, round } from './lib/result.ts'

export const name = 'usersig'
export const description = 'Sign and verify, v2 and v1 (P-256), beside the packages in use today and bare ECDSA.'

const ROUNDS = 12
const TURN_MS = 120
const SDK_APP_ID = 1_400_000_000
const EXPIRE = 86_400

interface PlainV2 {
  genUserSig(userId: string, expire: number): string
}
interface PlainV1 {
  genSig(userId: string): string
}

const require = createRequire(import.meta.url)

function contestants(): Record<string, (userId: string) => unknown> {
  const secret = generateSecret()
  const pair = generateKeyPair()
  const plainV2 = new (require('tls-sig-api-v2') as { Api: new (app: number, key: string) => PlainV2 }).Api(
    SDK_APP_ID,
    secret,
  )
  const plainV1 = new (
    require('tls-sig-api') as { new (options: object): PlainV1 } & { Sig: new (options: object) => PlainV1 }
  ).Sig({
    sdk_appid: SDK_APP_ID,
    expire_after: EXPIRE,
    private_key_string: pair.privateKey,
    public_key_string: pair.publicKey,
  })
  const [v2, signer, verifier] = [secretKey(secret), privateKey(pair.privateKey), publicKey(pair.publicKey)]
  const alice = { sdkAppId: SDK_APP_ID, userId: 'user_0001' }
  const [ourV2, theirV2] = [sign(v2, alice), plainV2.genUserSig(alice.userId, EXPIRE)]
  const [ourV1, theirV1] = [sign(signer, alice), plainV1.genSig(alice.userId)]
  const [nodePrivate, nodePublic] = [createPrivateKey(pair.privateKey), createPublicKey(pair.publicKey)]
  const text = Buffer.from('TLS.account_type:0\n'.repeat(7))
  const signature = cryptoSign('sha256', text, nodePrivate)
  return {
    signV2: (userId) => sign(v2, { sdkAppId: SDK_APP_ID, userId, expire: EXPIRE }),
    plainSignV2: (userId) => plainV2.genUserSig(userId, EXPIRE),
    verifyV2: () => verify(v2, ourV2, alice),
    verifyV2Compressed: () => verify(v2, theirV2, alice),
    signV1: (userId) => sign(signer, { sdkAppId: SDK_APP_ID, userId, expire: EXPIRE }),
    plainSignV1: (userId) => plainV1.genSig(userId),
    bareSignP256: () => cryptoSign('sha256', text, nodePrivate),
    verifyV1: () => verify(verifier, ourV1, alice),
    verifyV1Compressed: () => verify(verifier, theirV1, alice),
    bareVerifyP256: () => cryptoVerify('sha256', text, nodePublic, signature),
  }
}

/** So that no turn pays for what the turn before left behind. */
function collectGarbage(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

/** `openssl speed`'s own verifications per second; undefined where there is no openssl. */
function opensslVerifiesPerSecond(): number | undefined {
  try {
    const output = execFileSync('openssl', ['speed', '-seconds', '1', '-mr', 'ecdsap256'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const row = output.split('\n').find((line) => line.startsWith('+F4:'))
    return row === undefined ? undefined : Number(row.split(':').at(-1))
  } catch {
    return undefined
  }
}

/** Microseconds of CPU for one call of each. */
function measure(runs: Record<string, (userId: string) => unknown>): Record<string, number> {
  const gc = collectGarbage()
  const totals = Object.fromEntries(Object.keys(runs).map((key) => [key, { calls: 0, cpu: 0 }]))
  for (let turn = -1; turn < ROUNDS; turn++) {
    for (const [key, run] of Object.entries(runs)) {
      gc()
      const before = process.cpuUsage()
      const end = performance.now() + TURN_MS
      let calls = 0
      while (performance.now() < end) for (const stop = calls + 20; calls < stop; calls++) run(`user_${calls % 9973}`)
      const { user, system } = process.cpuUsage(before)
      // The first turn of each only warms it up.
      if (turn < 0) continue
      totals[key]!.calls += calls
      totals[key]!.cpu += user + system
    }
  }
  return Object.fromEntries(Object.entries(totals).map(([key, { calls, cpu }]) => [key, cpu / calls]))
}

function latencies(run: (userId: string) => unknown): number[] {
  return Array.from({ length: 20_000 }, (_, i) => {
    const at = performance.now()
    run(`user_${i}`)
    return performance.now() - at
  })
}

export async function run(): Promise<Result> {
  const runs = contestants()
  const openssl = [opensslVerifiesPerSecond()]
  const micros = measure(runs)
  openssl.push(opensslVerifiesPerSecond())
  const samples = latencies(runs['signV2']!)
  const perSecond = (key: string): number => Math.round(1e6 / micros[key]!)
  const times = (ours: string, theirs: string): number => round(micros[theirs]! / micros[ours]!)
  const speeds = openssl.filter((speed) => speed !== undefined)
  const opensslVerify = speeds.length === 0 ? undefined : speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length
  return {
    perSecond: perSecond('signV2'),
    cpuSecondsPer100k: round(micros['signV2']! / 10, 3),
    p50Ms: round(percentile(samples, 0.5), 4),
    p99Ms: round(percentile(samples, 0.99), 4),
    signV2TimesPlain: times('signV2', 'plainSignV2'),
    signV1TimesPlain: times('signV1', 'plainSignV1'),
    bareSignP256TimesPlain: times('bareSignP256', 'plainSignV1'),
    verifyV2PerSecond: perSecond('verifyV2'),
    verifyV2CompressedPerSecond: perSecond('verifyV2Compressed'),
    verifyV1PerSecond: perSecond('verifyV1'),
    verifyV1CompressedPerSecond: perSecond('verifyV1Compressed'),
    ...(opensslVerify === undefined
      ? { opensslSpeed: 'not installed' }
      : {
          opensslVerifyPerSecond: Math.round(opensslVerify),
          opensslTimesVerifyV1: round(opensslVerify / perSecond('verifyV1')),
        }),
    signV1ShareOfBareEcdsa: round(micros['bareSignP256']! / micros['signV1']!),
    ...Object.fromEntries(Object.entries(micros).map(([key, value]) => [`${key}Micros`, round(value)])),
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify({ name, ...(await run()) }, null, 2)}\n`)

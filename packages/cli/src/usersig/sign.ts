import type { Command } from 'commander'
import { answering } from '../answer.ts'
import { parseBase64, parseSdkAppId, parseSeconds, parseUnixTime } from '../arguments.ts'
import { leaf } from '../leaf.ts'
import type { SigningKeyOptions } from './keys.ts'

interface SignOptions extends SigningKeyOptions {
  readonly sdkappid: number
  readonly user: string
  readonly expire?: number
  readonly now?: number
  readonly userbuf?: Uint8Array
}

const EXAMPLES = [
  'signet usersig sign --key private_key --sdkappid 1400000001 --user alice',
  'signet usersig sign --secret-file secret_key --sdkappid 1400000001 --user alice --expire 86400',
]

export function addSign(parent: Command): void {
  leaf(parent, 'sign', 'Sign a UserSig and print it alone.', EXAMPLES)
    .option('--key <file>', 'v1: the private key, PEM (- is stdin)')
    .option('--secret-file <file>', 'v2: a file with the secret key (- is stdin)')
    .requiredOption('--sdkappid <n>', 'the application', parseSdkAppId)
    .requiredOption('--user <id>', 'the UserID that will sign in')
    .option('--expire <seconds>', 'lifetime; 180 days when not given', parseSeconds)
    .option('--now <unix>', 'time of signing, Unix seconds; the clock when not given', parseUnixTime)
    .option('--userbuf <base64>', 'bytes to carry along, in base64', parseBase64)
    .action(answering(sign))
}

async function sign({ sdkappid, user, expire, now, userbuf, ...keyOptions }: SignOptions) {
  const [usersig, { signingKey }] = await Promise.all([import('@signet/usersig/node'), import('./keys.ts')])
  const userSig = usersig.sign(signingKey(keyOptions), {
    sdkAppId: sdkappid,
    userId: user,
    ...(expire === undefined ? {} : { expire }),
    ...(now === undefined ? {} : { now }),
    ...(userbuf === undefined ? {} : { userBuf: userbuf }),
  })
  return { text: userSig, data: { ok: true, userSig, sdkAppId: sdkappid, userId: user } }
}

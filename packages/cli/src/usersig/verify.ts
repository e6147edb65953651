import { existsSync } from 'node:fs'
import type { UserSigError, Verified } from '@signet/usersig/node'
import type { Command } from 'commander'
import { type Answer, answering, CommandError, facts, indent } from '../answer.ts'
import { parseSdkAppId, parseUnixTime } from '../arguments.ts'
import { readText } from '../files.ts'
import { leaf } from '../leaf.ts'
import { isoTime } from '../time.ts'
import { answerBatch } from './batch.ts'
import { userBufPolicy } from './user-buf.ts'

interface VerifyOptions {
  readonly key?: readonly string[]
  readonly secretFile?: readonly string[]
  readonly sdkappid?: number
  readonly user?: string
  readonly now?: number
  readonly lenient?: boolean
  readonly userbuf?: string | true
  readonly batch?: boolean
}

const EXAMPLES = [
  'signet usersig verify --key public_key --sdkappid 1400000001 --user alice eJyrVgrx…',
  'signet usersig verify --key old.pem new.pem --sdkappid 1400000001 --user alice - < ticket',
  'signet usersig verify --batch < tickets.jsonl',
]

const BATCH_HELP = `
Exit code: 0 the ticket is valid, 1 it is refused, 2 the command or a key is wrong.

With --batch, every line of stdin is one JSON object and is answered with one line, in order:
  {"id": 1, "key": "<public PEM or v2 secret>", "sdkappid": 1400000001, "identifier": "alice",
   "usersig": "eJyrVgrx…", "now": 1700000000, "lenient": false, "userbuf": "<base64>"}
  {"id": 1, "ok": true, "code": 0, "reason": "OK"}
"now", "lenient" and "userbuf" may be absent. A ticket with a userbuf is accepted when the line names that userbuf,
or when the command has --userbuf; the answer then shows it. A line that cannot be read is answered too, and the exit
code is 0 once all of stdin has been answered.`

export function addVerify(parent: Command): void {
  leaf(parent, 'verify', 'Verify a UserSig.', EXAMPLES)
    .argument('[ticket]', 'the UserSig; - reads it from stdin')
    .option('--key <file...>', 'v1: public keys, PEM; any of them may match')
    .option('--secret-file <file...>', 'v2: files with secret keys; any of them may match')
    .option('--sdkappid <n>', 'the application that must be in the ticket', parseSdkAppId)
    .option('--user <id>', 'the UserID that must be in the ticket')
    .option('--now <unix>', 'verify as of this time, Unix seconds', parseUnixTime)
    .option('--lenient', 'accept the looser forms of old tickets')
    .option('--userbuf [base64]', 'accept a ticket with this userbuf; without a value, with any')
    .option('--batch', 'verify JSON lines from stdin')
    .addHelpText('after', BATCH_HELP)
    .action((...args: unknown[]) => {
      const command = args.at(-1) as Command
      return command.opts<VerifyOptions>().batch
        ? answerBatch(command.opts<VerifyOptions>())
        : answering(verifyOne)(...args)
    })
}

async function verifyOne(options: VerifyOptions, ticket: string | undefined): Promise<Answer> {
  const { sdkappid, user, now, lenient = false } = options
  if (sdkappid === undefined || user === undefined) throw new CommandError('give --sdkappid and --user, or --batch')
  const { keyFiles, secretFiles, userSig } = ticketAmongFiles(options, ticket)
  const [usersig, { verifyingKeys }] = await Promise.all([import('@signet/usersig/node'), import('./keys.ts')])
  const userBuf = userBufPolicy(options.userbuf)
  if (userBuf === undefined) throw new CommandError('--userbuf must be standard base64, with padding')
  const keys = verifyingKeys(keyFiles, secretFiles)
  try {
    const expected = { sdkAppId: sdkappid, userId: user }
    return accepted(
      usersig.verify(keys, userSig, expected, { lenient, userBuf, ...(now === undefined ? {} : { now }) }),
    )
  } catch (error) {
    if (error instanceof usersig.UserSigError) return refused(error)
    throw error
  }
}

/**
 * `--key a.pem TICKET` reads as two key files, since the option takes several. When no ticket was left over and the last
 * "file" does not exist, it is the ticket.
 */
function ticketAmongFiles({ key = [], secretFile = [] }: VerifyOptions, ticket: string | undefined) {
  let [keyFiles, secretFiles] = [key, secretFile]
  if (ticket === undefined) {
    const stray = (files: readonly string[]) => files.length > 1 && (files.at(-1) === '-' || !existsSync(files.at(-1)!))
    if (stray(keyFiles)) [ticket, keyFiles] = [keyFiles.at(-1), keyFiles.slice(0, -1)]
    else if (stray(secretFiles)) [ticket, secretFiles] = [secretFiles.at(-1), secretFiles.slice(0, -1)]
  }
  if (ticket === undefined) {
    throw new CommandError('give the ticket, before the options or after --, or - to read it from stdin')
  }
  return { keyFiles, secretFiles, userSig: ticket === '-' ? readText('-').trim() : ticket }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

function accepted(verified: Verified): Answer {
  const { version, keyId, sdkAppId, userId, issuedAt, expiresAt, userBuf, digest } = verified
  const userbuf = userBuf === undefined ? undefined : base64(userBuf)
  const text = `valid\n${facts([
    ['UserID', userId],
    ['SDKAppID', sdkAppId],
    ['version', version],
    ['key', keyId],
    ['signed', isoTime(issuedAt)],
    ['expires', isoTime(expiresAt)],
    ['userbuf', userbuf],
  ])}`
  const data = { ok: true, code: 0, reason: 'OK', version, key: keyId, sdkAppId, userId, issuedAt, expiresAt, digest }
  return { text, data: userbuf === undefined ? data : { ...data, userbuf } }
}

function refused({ code, reason, message, remedy }: UserSigError): Answer {
  return {
    ok: false,
    text: `refused: ${code} ${reason}\n${indent(message)}`,
    data: { ok: false, code, reason, message, remedy },
  }
}

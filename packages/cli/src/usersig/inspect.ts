import type { Inspection } from '@signet/usersig/node'
import type { Command } from 'commander'
import { type Answer, answering, facts, indent } from '../answer.ts'
import { parseUnixTime } from '../arguments.ts'
import { readText } from '../files.ts'
import { leaf } from '../leaf.ts'
import { isoTime } from '../time.ts'

const EXAMPLES = ['signet usersig inspect eJyrVgrx…', 'signet usersig inspect --json - < ticket']

export function addInspect(parent: Command): void {
  leaf(parent, 'inspect', 'Show what a UserSig says. Needs no key, so it proves nothing.', EXAMPLES)
    .argument('<ticket>', 'the UserSig; - reads it from stdin')
    .option('--now <unix>', 'judge its times as of then, Unix seconds', parseUnixTime)
    .addHelpText('after', '\nExit code: 0 it reads well and is not expired, 1 a verifier would refuse it.')
    .action(answering(inspect))
}

async function inspect({ now }: { readonly now?: number }, ticket: string | undefined): Promise<Answer> {
  const usersig = await import('@signet/usersig/node')
  const text = ticket === '-' ? readText('-').trim() : (ticket ?? '')
  const found = usersig.inspect(text, now === undefined ? {} : { now })
  const { userBuf, ...rest } = found
  const userbuf = userBuf === undefined ? {} : { userbuf: Buffer.from(userBuf).toString('base64') }
  const ok = found.problems.length === 0
  return { ok, text: describe(found), data: { ok, ...rest, ...userbuf } }
}

function describe({
  version,
  fields,
  userId,
  sdkAppId,
  issuedAt,
  expiresAt,
  privateMapKey,
  problems,
}: Inspection): string {
  const summary = facts([
    ['version', version === undefined ? 'unknown' : version],
    ['UserID', userId],
    ['SDKAppID', sdkAppId],
    ['signed', issuedAt === undefined ? undefined : isoTime(issuedAt)],
    ['expires', expiresAt === undefined ? undefined : isoTime(expiresAt)],
    ['room permission', privateMapKey === undefined ? undefined : JSON.stringify(privateMapKey)],
  ])
  const raw = facts(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)] as const))
  const verdict =
    problems.length === 0
      ? 'No problem found; the signature was not checked.'
      : `Problems:\n${indent(problems.map(({ code, reason, message }) => `${code} ${reason}: ${message}`).join('\n'))}`
  return [
    `Not verified: this is only what the ticket says.\n${summary}`,
    ...(raw === '' ? [] : [`Fields:\n${raw}`]),
    verdict,
  ].join('\n\n')
}

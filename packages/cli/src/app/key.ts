import type { Command } from 'commander'
import { type Answer, answering, CommandError, facts } from '../answer.ts'
import { parseSdkAppId, parseWholeSeconds } from '../arguments.ts'
import { type ConfigOptions, withDataOptions } from '../config-options.ts'
import { readText } from '../files.ts'
import { group, leaf } from '../leaf.ts'
import { withAdmin } from './admin.ts'
import { describeKey, describeKeys } from './describe.ts'
import { checkKeyOptions, giveNewKey, type NewKeyOptions, withKeyOptions } from './new-key.ts'

interface AddOptions extends ConfigOptions, NewKeyOptions {
  readonly publicKey?: string
}
interface RetireOptions extends ConfigOptions {
  readonly overlap: number
}

const DAY_S = 86_400

export function addKey(parent: Command): void {
  const key = group(parent, 'key', 'Add, list and end the keys of an application.', [
    'signet app key add 1400000001 --out new-keys',
    'signet app key retire 1400000001 KEYID --overlap 86400',
  ])
  const ofApp = (name: string, description: string, examples: readonly string[]): Command =>
    withDataOptions(leaf(key, name, description, examples).argument('<sdkappid>', 'the application', parseSdkAppId))

  withKeyOptions(
    ofApp('add', 'Add a key beside those that the application has.', [
      'signet app key add 1400000001 --out new-keys',
      'signet app key add 1400000001 --secret --out new-keys',
      'signet app key add 1400000001 --public-key public_key',
    ]).option('--public-key <file>', 'use this key pair, of which only the public half is given, PEM (- is stdin)'),
  ).action(answering(add))
  ofApp('list', 'List the keys. No secret is shown.', ['signet app key list 1400000001']).action(answering(list))
  ofApp('retire', 'Let a key verify for some time more, then never again.', [
    'signet app key retire 1400000001 KEYID',
    'signet app key retire 1400000001 KEYID --overlap 3600',
  ])
    .argument('<keyid>', 'the key')
    .option('--overlap <seconds>', 'how long it still verifies; a day when not given', parseWholeSeconds, DAY_S)
    .action(answering(retire))
  ofApp('revoke', 'End a key at once: what it signed is refused from now on.', [
    'signet app key revoke 1400000001 KEYID',
  ])
    .argument('<keyid>', 'the key')
    .action(answering(revoke))
}

async function add(options: AddOptions, sdkAppId: number): Promise<Answer> {
  checkKeyOptions(options)
  if (options.publicKey === undefined) {
    const { keyId, files } = await withAdmin(options, {}, async ({ accounts: { apps, keys } }) => {
      await apps.get(sdkAppId)
      return await giveNewKey(keys, sdkAppId, options)
    })
    const rows = Object.values(files).map((path, i) => [i === 0 ? 'files' : '', path] as const)
    return { text: facts([['key', keyId], ...rows]), data: { ok: true, sdkAppId, keyId, files } }
  }
  if (options.secret || options.curve || options.out) {
    throw new CommandError('--public-key brings its own key: leave --secret, --curve and --out out')
  }
  const pem = readText(options.publicKey)
  const { keyId } = await withAdmin(options, {}, ({ accounts: { keys } }) => keys.uploadPublicKey(sdkAppId, pem))
  return { text: facts([['key', keyId]]), data: { ok: true, sdkAppId, keyId } }
}

async function list(options: ConfigOptions, sdkAppId: number): Promise<Answer> {
  const keys = await withAdmin(options, {}, ({ accounts }) => accounts.keys.list(sdkAppId))
  return { text: describeKeys(keys), data: { ok: true, sdkAppId, keys } }
}

async function retire(options: RetireOptions, sdkAppId: number, keyId: string): Promise<Answer> {
  const overlapMs = options.overlap * 1000
  const key = await withAdmin(options, {}, ({ accounts: { keys } }) => keys.retire(sdkAppId, keyId, { overlapMs }))
  return { text: describeKey(key), data: { ok: true, sdkAppId, key } }
}

async function revoke(options: ConfigOptions, sdkAppId: number, keyId: string): Promise<Answer> {
  const key = await withAdmin(options, {}, ({ accounts: { keys } }) => keys.revoke(sdkAppId, keyId))
  return { text: describeKey(key), data: { ok: true, sdkAppId, key } }
}

import { join } from 'node:path'
import type { Command } from 'commander'
import { type Answer, answering, CommandError, facts } from '../answer.ts'
import { type CurveName, parseCurve } from '../arguments.ts'
import { type NewFile, writeNewFiles } from '../files.ts'
import { keyPairFiles } from '../key-files.ts'
import { leaf } from '../leaf.ts'

interface KeygenOptions {
  readonly out: string
  readonly curve?: CurveName
  readonly zip?: boolean
  readonly secret?: boolean
}

const EXAMPLES = [
  'signet usersig keygen --out keys',
  'signet usersig keygen --out keys --zip',
  'signet usersig keygen --out keys --curve secp256k1',
  'signet usersig keygen --out keys --secret',
]

export function addKeygen(parent: Command): void {
  leaf(parent, 'keygen', 'Make a key pair (v1) or a secret key (v2). Never overwrites a file.', EXAMPLES)
    .requiredOption('--out <dir>', 'folder for private_key (0600) and public_key (0644); made when missing')
    .option('--curve <name>', 'P-256 (default) or secp256k1', parseCurve)
    .option('--zip', 'also put both into keys.zip')
    .option('--secret', 'make a v2 secret instead, in secret_key (0600)')
    .action(answering(keygen))
}

async function keygen({ out, curve = 'P-256', zip = false, secret = false }: KeygenOptions): Promise<Answer> {
  const { generateKeyPair, generateSecret } = await import('@signet/usersig/node')
  if (secret) {
    if (zip) throw new CommandError('--zip is for key pairs: leave it out with --secret')
    // No line end: programs that read the file whole would make it a part of the key.
    const file: NewFile = { path: join(out, 'secret_key'), content: generateSecret(), mode: 0o600 }
    writeNewFiles(out, [file])
    return { text: `secret key  ${file.path}`, data: { ok: true, secretKey: file.path } }
  }
  const { privateKey, publicKey, keysZip } = await keyPairFiles(out, generateKeyPair({ curve }))
  writeNewFiles(out, [privateKey, publicKey, ...(zip ? [keysZip] : [])])
  return {
    text: facts([
      ['private key', `${privateKey.path} (keep it secret: whoever has it can sign in as anybody)`],
      ['public key', publicKey.path],
      ['both', zip ? keysZip.path : undefined],
    ]),
    data: {
      ok: true,
      curve,
      privateKey: privateKey.path,
      publicKey: publicKey.path,
      ...(zip ? { keysZip: keysZip.path } : {}),
    },
  }
}

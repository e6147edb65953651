import type { Manifest } from '@signet/server'
import type { Command } from 'commander'
import { type Answer, answering, CommandError, facts } from './answer.ts'
import { type ConfigOptions, readSettings, withDataOptions } from './config-options.ts'
import { group, leaf } from './leaf.ts'
import { isoTime } from './time.ts'

interface CreateOptions extends ConfigOptions {
  readonly out: string
}
interface RestoreOptions {
  readonly to: string
}

export function addBackup(program: Command): void {
  const backup = group(program, 'backup', 'Copy a data folder, verify a copy, make a data folder of it.', [
    'signet backup create --out /mnt/backups/monday',
    'signet backup verify /mnt/backups/monday',
    'signet backup restore /mnt/backups/monday --to ./signet-data',
  ])
  withDataOptions(
    leaf(backup, 'create', 'Back up a data folder on which no server runs. One that runs: in its console.', [
      'signet backup create --out /mnt/backups/monday --data /var/lib/signet',
    ]).requiredOption('--out <dir>', 'the folder to make; it must not be there'),
  ).action(answering(create))
  leaf(backup, 'verify', 'Read every byte of a backup.', ['signet backup verify /mnt/backups/monday'])
    .argument('<dir>', 'the backup')
    .action(answering(verify))
  leaf(backup, 'restore', 'Verify a backup and make a new data folder of it.', [
    'signet backup restore /mnt/backups/monday --to /var/lib/signet',
  ])
    .argument('<dir>', 'the backup')
    .requiredOption('--to <dir>', 'the data folder to make; not there, or empty')
    .action(answering(restore))
}

async function create(options: CreateOptions): Promise<Answer> {
  const { config } = await readSettings(options)
  const { backupFolder } = await import('@signet/server')
  const manifest = await backupFolder(config, options.out).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== 'TIMELINE_LOCKED') throw error
    throw new CommandError('a server runs on this folder: back it up in its console (Backups), or stop it first', 1)
  })
  return told(manifest, options.out)
}

async function verify(_options: object, dir: string): Promise<Answer> {
  const { verifyBackup } = await import('@signet/server')
  return told(await verifyBackup(dir), dir)
}

async function restore({ to }: RestoreOptions, dir: string): Promise<Answer> {
  const { restoreBackup } = await import('@signet/server')
  return told(await restoreBackup(dir, to), to)
}

function told({ createdAt, records, files }: Manifest, folder: string): Answer {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return {
    text: facts([
      ['folder', folder],
      ['of', isoTime(createdAt / 1000)],
      ['records of messages', records],
      ['files', files.length],
      ['bytes', bytes],
    ]),
    data: { ok: true, folder, createdAt, records, files: files.length, bytes },
  }
}

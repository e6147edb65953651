import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { type BackupParts, type BackupStep, createBackup } from '../../../backup/create.ts'
import { readManifest } from '../../../backup/manifest.ts'
import { verifyBackup } from '../../../backup/verify.ts'
import { fail } from '../../../engine/failure.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

/** A backup that goes on, or the last thing that was done. */
interface Work {
  readonly what: 'create' | 'verify'
  readonly name: string
  readonly state: 'running' | 'done' | 'failed'
  readonly step?: BackupStep
  readonly count: number
  readonly why?: string
}

const NAME = /^\d{8}-\d{6}$/

/** Copies of the data folder, made while the server works. They lie in it, below `backups`, for the operator to take elsewhere. */
export function backupRoutes({ backup }: { readonly backup: BackupParts }): ConsoleRoute[] {
  const folder = join(backup.dir, 'backups')
  let work: Work | undefined

  async function list() {
    const names = (await readdir(folder).catch(() => []))
      .filter((name) => NAME.test(name))
      .sort()
      .reverse()
    const found = await Promise.all(
      names.slice(0, 100).map(async (name) => {
        const manifest = await readManifest(join(folder, name)).catch(() => undefined)
        if (manifest === undefined) return undefined
        const { createdAt, records, files } = manifest
        return { name, createdAt, records, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
      }),
    )
    return found.filter((one) => one !== undefined)
  }

  function begin(
    what: Work['what'],
    name: string,
    run: (become: (change: Partial<Work>) => void) => Promise<unknown>,
  ): void {
    if (work?.state === 'running') throw fail('FORBIDDEN', 'A backup is being made or verified: wait for its end.')
    let mine: Work = { what, name, state: 'running', count: 0 }
    const become = (change: Partial<Work>): void => {
      mine = { ...mine, ...change }
      work = mine
    }
    become({})
    void run(become).then(
      () => become({ state: 'done' }),
      (error: Error) => become({ state: 'failed', why: error.message }),
    )
  }

  return [
    consoleRoute({
      method: 'GET',
      path: 'backups',
      role: 'owner',
      async handle() {
        return { possible: backup.archive !== undefined, folder, backups: await list(), work }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'backups',
      role: 'owner',
      audited: 'backup.create',
      async handle({ note }) {
        if (backup.archive === undefined) throw fail('BAD_PARAMETER', 'This server keeps messages in memory only.')
        const name = new Date(backup.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
        note({ target: { kind: 'backup', id: name } })
        begin('create', name, (become) =>
          createBackup(backup, join(folder, name), (step, count) => become({ step, count })),
        )
        return { name }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'backups/verify',
      role: 'owner',
      audited: 'backup.verify',
      input: Type.Object({ name: Type.String({ pattern: NAME.source }) }),
      async handle({ input: { name }, note }) {
        note({ target: { kind: 'backup', id: name } })
        begin('verify', name, (become) => verifyBackup(join(folder, name), (count) => become({ count })))
      },
    }),
  ]
}

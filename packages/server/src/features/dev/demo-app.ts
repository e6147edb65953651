import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppVerbs } from '../accounts/apps.ts'
import type { KeyVerbs } from '../accounts/keys.ts'

export interface DemoApp {
  readonly sdkAppId: number
  readonly keyId: string
}

/** What the demo needs of applications and keys. */
export interface DemoAccounts {
  readonly apps: Pick<AppVerbs, 'create' | 'list'>
  readonly keys: Pick<KeyVerbs, 'makeSecret' | 'revealSecret'>
}

/**
 * The demo application of this data folder, with a fresh random secret key on first start. The file names it and holds no key: the key
 * is sealed in the database like any other.
 */
export async function openDemoApp(accounts: DemoAccounts, dataDir: string): Promise<DemoApp> {
  const path = join(dataDir, 'demo-app.json')
  const known = await readDemo(path)
  if (known !== undefined && (await accounts.apps.list()).some((app) => app.sdkAppId === known.sdkAppId)) return known
  const { sdkAppId } = await accounts.apps.create({ name: 'Signet demo', settings: { loginPolicy: 'multi' } })
  const { keyId } = await accounts.keys.makeSecret(sdkAppId)
  const demo = { sdkAppId, keyId }
  await writeFile(path, `${JSON.stringify(demo)}\n`, { mode: 0o600 })
  return demo
}

async function readDemo(path: string): Promise<DemoApp | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as DemoApp
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read: ${(error as Error).message}. Delete it to get a new demo application.`)
  }
}

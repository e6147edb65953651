import type { Command } from 'commander'
import { type Answer, answering, CommandError, facts } from '../answer.ts'
import { type ConfigOptions, withDataOptions } from '../config-options.ts'
import { leaf } from '../leaf.ts'
import { withAdmin } from './admin.ts'
import { checkKeyOptions, giveNewKey, type NewKeyOptions, withKeyOptions } from './new-key.ts'

interface CreateOptions extends ConfigOptions, NewKeyOptions {
  readonly name: string
  readonly admin?: string
}

const EXAMPLES = [
  'signet app create --name Shop',
  'signet app create --name Shop --admin root --out ./shop-keys',
  'signet app create --name Shop --secret --data /var/lib/signet --json',
]

export function addCreate(parent: Command): void {
  const command = leaf(parent, 'create', 'Make an application with a key, and write the key files.', EXAMPLES)
    .requiredOption('--name <name>', 'what people call it')
    .option('--admin <id>', 'UserID that may use the server API; `administrator` when not given')
  withDataOptions(withKeyOptions(command)).action(answering(create))
}

async function create(options: CreateOptions): Promise<Answer> {
  checkKeyOptions(options)
  const { name, admin } = options
  return await withAdmin(options, { mayBegin: true }, async ({ accounts: { apps, keys } }) => {
    const app = await apps.create({ name, ...(admin === undefined ? {} : { administrator: admin }) })
    const { keyId, files } = await giveNewKey(keys, app.sdkAppId, options).catch((error: Error) => {
      throw new CommandError(
        `the application ${app.sdkAppId} was made, but has no key: ${error.message}\n  Then: signet app key add ${app.sdkAppId} --out DIR`,
        1,
        { sdkAppId: app.sdkAppId },
      )
    })
    return {
      text: facts([
        ['SDKAppID', app.sdkAppId],
        ['name', app.name],
        ['administrator', app.administrators.join(', ')],
        ['key', keyId],
        ...Object.values(files).map((path, i) => [i === 0 ? 'files' : '', path] as const),
      ]),
      data: { ok: true, sdkAppId: app.sdkAppId, name: app.name, administrators: app.administrators, keyId, files },
    }
  })
}

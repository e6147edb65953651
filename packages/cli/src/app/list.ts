import type { Command } from 'commander'
import { type Answer, answering, facts } from '../answer.ts'
import { parseSdkAppId } from '../arguments.ts'
import { type ConfigOptions, withDataOptions } from '../config-options.ts'
import { leaf } from '../leaf.ts'
import { withAdmin } from './admin.ts'
import { describeApp, describeKeys } from './describe.ts'

export function addList(parent: Command): void {
  withDataOptions(leaf(parent, 'list', 'List the applications.', ['signet app list', 'signet app list --json'])).action(
    answering(list),
  )
}

export function addShow(parent: Command): void {
  withDataOptions(
    leaf(parent, 'show', 'Show an application, its settings and its keys.', ['signet app show 1400000001']).argument(
      '<sdkappid>',
      'the application',
      parseSdkAppId,
    ),
  ).action(answering(show))
}

async function list(options: ConfigOptions): Promise<Answer> {
  const apps = await withAdmin(options, {}, ({ accounts: { apps } }) => apps.list())
  const rows = apps.map(
    (app) => [String(app.sdkAppId), app.disabledAt === undefined ? app.name : `${app.name} (disabled)`] as const,
  )
  return { text: apps.length === 0 ? 'no applications' : facts(rows), data: { ok: true, apps } }
}

async function show(options: ConfigOptions, sdkAppId: number): Promise<Answer> {
  return await withAdmin(options, {}, async ({ accounts }) => {
    const [app, keys] = [await accounts.apps.get(sdkAppId), await accounts.keys.list(sdkAppId)]
    return { text: `${describeApp(app)}\n\nKeys:\n${describeKeys(keys)}`, data: { ok: true, app, keys } }
  })
}

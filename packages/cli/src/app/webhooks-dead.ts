import type { Command } from 'commander'
import { type Answer, answering, CommandError } from '../answer.ts'
import type { ConfigOptions } from '../config-options.ts'
import { withAdmin } from './admin.ts'
import { describeDead } from './describe-webhooks.ts'

interface PageOptions extends ConfigOptions {
  readonly after?: string
}
interface ReplayOptions extends ConfigOptions {
  readonly all?: boolean
  readonly command?: string
}

/** Commands about events that could not be delivered. */
export function addDeadLetters(
  ofApp: (name: string, description: string, examples: readonly string[]) => Command,
): void {
  ofApp('dead', 'List the events that no try could deliver, oldest first.', [
    'signet app webhooks dead 1400000001',
    'signet app webhooks dead 1400000001 --after LETTERID --json',
  ])
    .option('--after <letterid>', 'go on behind this one')
    .action(answering(dead))
  ofApp('replay', 'Put dead letters back into the queue: one, or all.', [
    'signet app webhooks replay 1400000001 LETTERID',
    'signet app webhooks replay 1400000001 --all --command C2C.CallbackAfterSendMsg',
  ])
    .argument('[letterid]', 'the dead letter, as `dead` names it')
    .option('--all', 'all of the application')
    .option('--command <command>', 'with --all: those of this webhook only')
    .action(answering(replay))
}

async function dead(options: PageOptions, sdkAppId: number): Promise<Answer> {
  const { letters, cursor } = await withAdmin(options, {}, ({ webhooks }) =>
    webhooks.deadLetters.list(sdkAppId, { after: options.after }),
  )
  const more = cursor === undefined ? '' : `\n\n  there may be more: --after ${cursor}`
  return { text: `${describeDead(letters)}${more}`, data: { ok: true, sdkAppId, letters, cursor } }
}

async function replay(options: ReplayOptions, sdkAppId: number, id: string | undefined): Promise<Answer> {
  const { all = false, command } = options
  if ((id === undefined) !== all) throw new CommandError('name one dead letter, or give --all')
  if (command !== undefined && !all) throw new CommandError('--command goes with --all')
  const count = await withAdmin(options, {}, async ({ webhooks }) => {
    if (id === undefined) return await webhooks.deadLetters.replayAll(sdkAppId, command)
    await webhooks.deadLetters.replay(sdkAppId, id)
    return 1
  })
  return { text: `put back: ${count}`, data: { ok: true, sdkAppId, count } }
}

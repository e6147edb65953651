import type { Command } from 'commander'
import { group } from '../leaf.ts'
import { addCreate } from './create.ts'
import { addKey } from './key.ts'
import { addList, addShow } from './list.ts'
import { addTransfer } from './transfer.ts'
import { addWebhooks } from './webhooks.ts'

export function addApp(program: Command): void {
  const app = group(
    program,
    'app',
    'Make applications and their keys, in the data folder, with the server running or not.',
    ['signet app create --name Shop', 'signet app list', 'signet app key list 1400000001'],
  )
  addCreate(app)
  addList(app)
  addShow(app)
  addKey(app)
  addTransfer(app)
  addWebhooks(app)
}

import type { Command } from 'commander'
import { group } from '../leaf.ts'
import { addListen } from './listen.ts'

export function addWebhooks(program: Command): void {
  const webhooks = group(program, 'webhooks', 'Receive webhooks, to see and try what an application gets.', [
    'signet webhooks listen --port 9000',
  ])
  addListen(webhooks)
}

/** `<runtime> chat-cli.js input.json`: the suite of the client, its result as JSON on the standard output. */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import SignetChat from '@signet/chat'
import GroupPlugin from '@signet/chat/plugins/group'
import { runChat } from './chat-suite.js'

const result = await runChat(SignetChat, JSON.parse(readFileSync(process.argv[2], 'utf8')))
if (typeof GroupPlugin !== 'object') result.failures.push('plugin')
process.stdout.write(JSON.stringify(result))

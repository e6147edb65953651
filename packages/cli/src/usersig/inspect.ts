import type { Command } from 'commander'
import { type Answer, answering } from '../answer.ts'
import { readText } from '../files.ts'
import { leaf } from '../leaf.ts'

const EXAMPLES = ['signet usersig inspect eJyrVgrx…', 'signet usersig inspect --json - < ticket']

export function addInspect(parent: Command): void {
  leaf(parent, 'inspect', 'Show what a UserSig says. Needs no key, so it proves nothing.', EXAMPLES)
    .argument('<ticket>', 'the UserSig; - reads it from stdin')
    .action(answering(inspect))
}

async function inspect(_options: object, ticket: string | undefined): Promise<Answer> {
  const usersig = await import('@signet/usersig/node')
  const inspection = usersig.inspect(ticket === '-' ? readText('-').trim() : (ticket ?? ''))
  return { text: JSON.stringify(inspection, undefined, 2), data: { ...inspection } }
}

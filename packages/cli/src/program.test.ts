import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { buildProgram } from './program.ts'

function* commandsBelow(parent: Command): Generator<Command> {
  for (const command of parent.commands) {
    yield command
    yield* commandsBelow(command)
  }
}

function helpOf(command: Command): string {
  const parts: string[] = []
  command.configureOutput({ writeOut: (part) => parts.push(part) }).outputHelp()
  return parts.join('')
}

const commands = [...commandsBelow(buildProgram('0'))]
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()

test.each(commands.map((command) => [nameOf(command), command] as const))(
  '`%s` has a description and examples of itself in its help',
  (name, command) => {
    expect(command.description()).toMatch(/\.$/)
    expect(helpOf(command)).toMatch(new RegExp(`Examples:\n  \\$ signet ${name}\\b`))
  },
)

const leaves = commands.filter((command) => command.commands.length === 0)
test.each(leaves.map((command) => [nameOf(command), command] as const))('`%s` can answer in JSON', (_name, command) => {
  expect(command.options.map((option) => option.long)).toContain('--json')
})

test('no option takes a secret: those come from files and stdin', () => {
  const suspicious = commands.flatMap((command) =>
    command.options.filter((option) => /secret|password|token/.test(option.flags) && /</.test(option.flags)),
  )
  expect(suspicious.filter((option) => !/<file(?:\.\.\.)?>/.test(option.flags))).toEqual([])
})

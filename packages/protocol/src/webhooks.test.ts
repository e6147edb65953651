import { expect, it } from 'vitest'
import { isBeforeCommand, WEBHOOK_COMMANDS, WEBHOOKS } from './webhooks.ts'

it('the table has the 53 commands of the service', () => {
  expect(WEBHOOK_COMMANDS).toHaveLength(53)
})

it('a command is a before-webhook exactly when its name says so', () => {
  const asked = WEBHOOK_COMMANDS.filter(isBeforeCommand)
  expect(asked).toEqual(WEBHOOK_COMMANDS.filter((command) => /\.Callback(?:Before|Prev)/.test(command)))
  expect(asked).toHaveLength(11)
})

it('every field of every body is described', () => {
  const bare: string[] = []
  const look = (path: string, schema: { properties?: object; items?: object; description?: string; type?: string }) => {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      const isNested = 'properties' in field || 'items' in field
      if (!isNested && field.description === undefined) bare.push(`${path}.${name}`)
      look(`${path}.${name}`, field)
    }
    if (schema.items !== undefined) look(`${path}[]`, schema.items)
  }
  for (const command of WEBHOOK_COMMANDS) look(command, WEBHOOKS[command].body)
  expect(bare).toEqual([])
})

import { expect, test } from 'vitest'
import { parseArguments } from './bench-arguments.ts'

test('a name, a switch and values are told apart wherever they stand', () => {
  expect(parseArguments(['--json', 'send', '--clients', '200', '--warm', '--size=10'])).toEqual({
    name: 'send',
    json: true,
    options: { clients: '200', warm: true, size: '10' },
  })
})

test('without a name there is none', () => {
  expect(parseArguments([])).toEqual({ name: undefined, json: false, options: {} })
})

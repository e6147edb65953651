import { readdirSync, readFileSync } from 'node:fs'
import type { Command } from '@signet/protocol/command'
import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { COMMANDS } from '@signet/protocol/rest/commands'
import { familyOf } from '@signet/protocol/rest/families'
import { expect, it } from 'vitest'

/** Refusals that no scenario provokes, and why. */
const UNPROVOKED: Partial<Record<ErrorName, string>> = {
  GROUP_ANSWER_TOO_LONG: 'an answer of 1 MB takes hundreds of full groups; the limit itself is a line of the framework',
}

const here = new URL('.', import.meta.url)
const sources = (folder: URL, ending = '.ts'): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
const vectors = new URL('../../../../conformance/rest/', here)
const written = [
  ...sources(here),
  ...sources(new URL('../', here)),
  ...sources(vectors, '.json'),
  ...sources(new URL('refusals/', vectors), '.json'),
].join('\n')
const commands = Object.entries<Command>(COMMANDS)

/** Every refusal that a command says of itself. */
function refusalsOf(path: string, { fields = {}, says = {}, errors = [] }: Command): ErrorName[] {
  const ofFields = Object.values(fields).flatMap((one) =>
    typeof one === 'string' ? [one] : [one.type, one.value, ...(one.many ? [one.many] : [])],
  )
  return [...ofFields, ...Object.values(says), ...errors, familyOf(path).parameter]
}

/** `follow_check` is written in one piece, or as `follow_${…}` with `check` somewhere. */
function isNamed(path: string): boolean {
  const [service, command] = path.split('/') as [string, string]
  const pieces = command.split('_')
  const isSplit = pieces.some((_, i) => {
    const [head, tail] = [pieces.slice(0, i).join('_'), pieces.slice(i).join('_')]
    return i > 0 && written.includes(`${service}/${head}_$`) && written.includes(`'${tail}'`)
  })
  return isSplit || written.includes(path) || written.includes(`'${command}'`) || written.includes(`}${command}\``)
}

it('every command has a scenario that calls it', () => {
  const prefixed = (path: string) => written.includes(`}${path.split('/')[1]!.replace(/^group_/, '')}\``)
  expect(commands.map(([path]) => path).filter((path) => !isNamed(path) && !prefixed(path))).toEqual([])
})

it('every refusal that a command tells of is provoked by a scenario, or has a reason why not', () => {
  const names = new Set(commands.flatMap(([path, command]) => refusalsOf(path, command)))
  const isProvoked = (name: ErrorName): boolean => new RegExp(`\\b${ERRORS[name].code}\\b`).test(written)
  expect([...names].filter((name) => UNPROVOKED[name] === undefined && !isProvoked(name))).toEqual([])
})

import { expect, test } from 'vitest'
import { World } from '../test/world.ts'
import { EVENT } from './event-names.ts'

const asked = (world: World): string[] =>
  world.server.requests.flatMap(({ op, data }) => (op === 'profile.get' ? (data as { userIds: string[] }).userIds : []))

async function alice() {
  const world = new World()
  const one = await world.ready('alice')
  const told: string[] = []
  one.chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => void told.push(...data.map(({ nick }) => nick)))
  return { world, told, ...one }
}

test('a message waits for the name of its sender, who is asked for once', async () => {
  const { world, told } = await alice()
  world.server.nicks.set('bob', 'Bob B.')
  for (const text of ['one', 'two']) world.server.write('bob', 'alice', text)
  world.server.write('carol', 'alice', 'no name')
  await world.clock.advance(50)
  world.server.write('carol', 'alice', 'still none')
  await world.clock.advance(50)
  expect(told.sort()).toEqual(['', '', 'Bob B.', 'Bob B.'])
  expect(
    asked(world)
      .filter((userId) => userId !== 'alice')
      .sort(),
  ).toEqual(['bob', 'carol'])
})

test('a name that does not come is not waited for longer than three seconds, and the order stays', async () => {
  const { world, told, received } = await alice()
  world.server.faults = { ...world.server.faults, loseAnswer: (op) => op === 'profile.get' }
  for (const text of ['one', 'two']) world.server.write('bob', 'alice', text)
  await world.clock.advance(2_900)
  expect(told).toEqual([])
  await world.clock.advance(200)
  expect(received.map(({ sequence }) => sequence)).toEqual([1, 2])
})

test('who writes again after ten minutes is read again, and a new name is told', async () => {
  const { world, chat, received } = await alice()
  const updated: string[] = []
  chat.on(EVENT.PROFILE_UPDATED, ({ data }) => void updated.push(...data.map(({ nick }) => nick)))
  world.server.nicks.set('bob', 'Bob')
  world.server.write('bob', 'alice', 'one')
  await world.clock.advance(50)
  world.server.nicks.set('bob', 'Robert')
  world.server.write('bob', 'alice', 'two')
  await world.clock.advance(50)
  expect(received.map(({ nick }) => nick)).toEqual(['Bob', 'Bob'])
  await world.clock.advance(11 * 60_000)
  world.server.write('bob', 'alice', 'three')
  await world.clock.advance(50)
  expect(received.map(({ nick }) => nick)).toEqual(['Robert', 'Robert', 'Robert'])
  expect(updated).toEqual(['Robert'])
})

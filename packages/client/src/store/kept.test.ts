import { expect, test } from 'vitest'
import { Kept } from './kept.ts'

const lists = () =>
  new Kept((name, idle) => {
    const list = {
      name,
      isObserved: false,
      show: () => {
        list.isObserved = true
      },
      leave: () => {
        list.isObserved = false
        idle()
      },
    }
    return list
  }, 2)

test('of the lists that nobody shows the last two stay', () => {
  const kept = lists()
  for (const name of ['a', 'b', 'c']) kept.of(name).leave()
  expect([...kept.all()].map(({ name }) => name)).toEqual(['b', 'c'])
})

test('a list that is shown again stays', () => {
  const kept = lists()
  const shown = kept.of('a')
  shown.leave()
  shown.show()
  for (const name of ['b', 'c', 'd']) kept.of(name).leave()
  expect(kept.of('a')).toBe(shown)
  shown.leave()
  expect([...kept.all()].map(({ name }) => name)).toEqual(['a', 'd'])
})

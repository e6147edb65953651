import { expect, test } from 'vitest'
import { settle } from '../test/manual-clock.ts'
import { Wanted } from './wanted.ts'

function asked(page: number, answer: () => Promise<unknown> = async () => {}) {
  const requests: (readonly string[])[] = []
  const failures: unknown[] = []
  const wanted = new Wanted(
    page,
    (names) => {
      requests.push(names)
      return answer()
    },
    (error) => failures.push(error),
  )
  return { wanted, requests, failures }
}

test('names of one turn are asked for together, a page at a time, each once', async () => {
  const { wanted, requests } = asked(2)
  for (const name of ['a', 'b', 'a', 'c']) wanted.add(name)
  await settle()
  expect(requests).toEqual([['a', 'b'], ['c']])
})

test('what is wanted during a request waits for its end', async () => {
  let answer = (): void => {}
  const { wanted, requests } = asked(9, () => new Promise<void>((resolve) => (answer = resolve)))
  wanted.add('a')
  await settle()
  wanted.add('b')
  wanted.add('c')
  wanted.drop('c')
  await settle()
  expect(requests).toEqual([['a']])
  answer()
  await settle()
  expect(requests).toEqual([['a'], ['b']])
})

test('a failure is told, and the next name that is wanted asks again', async () => {
  const { wanted, requests, failures } = asked(1, () => Promise.reject(new Error('away')))
  wanted.add('a')
  await settle()
  expect(failures).toEqual([new Error('away')])
  wanted.add('a')
  await settle()
  expect(requests).toEqual([['a'], ['a']])
})

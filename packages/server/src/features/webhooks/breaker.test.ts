import { expect, it } from 'vitest'
import { Breakers } from './breaker.ts'

function opened() {
  const clock = { now: 1_000 }
  const breakers = new Breakers(() => clock.now)
  for (let i = 0; i < 5; i++) {
    expect(breakers.admit('url')).toBe(true)
    breakers.failed('url')
  }
  return { breakers, clock }
}

it('[HOOK10] five failures in a row open it; one success in between does not count', () => {
  const breakers = new Breakers(() => 0)
  for (let i = 0; i < 12; i++) {
    if (i % 5 === 4) breakers.succeeded('url')
    else breakers.failed('url')
  }
  expect([breakers.admit('url'), breakers.open]).toEqual([true, 0])
  expect(opened().breakers.admit('url')).toBe(false)
})

it('[HOOK10] after its pause one is let through; only its success lets the others through', () => {
  const { breakers, clock } = opened()
  expect(breakers.waitOf('url')).toBe(1_000)
  clock.now += 999
  expect(breakers.admit('url')).toBe(false)
  clock.now += 1
  expect(breakers.waitOf('url')).toBe(0)
  expect([breakers.admit('url'), breakers.admit('url')]).toEqual([true, false])
  breakers.succeeded('url')
  expect([breakers.admit('url'), breakers.admit('url'), breakers.open]).toEqual([true, true, 0])
})

it('[HOOK10] each try that fails doubles the pause, up to a minute; what was under way before does not', () => {
  const { breakers, clock } = opened()
  const pauses: number[] = []
  for (let i = 0; i < 8; i++) {
    breakers.failed('url')
    pauses.push(breakers.waitOf('url'))
    clock.now += breakers.waitOf('url')
    expect(breakers.admit('url')).toBe(true)
    breakers.failed('url')
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000))
})

it('[HOOK10] one URL says nothing about another one', () => {
  const { breakers } = opened()
  expect(breakers.admit('other')).toBe(true)
  expect(breakers.open).toBe(1)
})

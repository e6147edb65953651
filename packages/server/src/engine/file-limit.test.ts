import { expect, it } from 'vitest'
import { openFilesLimit, sessionsWithin } from './file-limit.ts'

it('[CHK46] leaves a quarter of the files, within bounds, to what is no session', () => {
  expect(sessionsWithin(50_000, 1_024)).toBe(768)
  expect(sessionsWithin(500, 1_024)).toBe(500)
  expect(sessionsWithin(50_000, 1_048_576)).toBe(50_000)
  expect(sessionsWithin(2_000_000, 1_048_576)).toBe(1_047_552)
  expect(sessionsWithin(50_000, 100)).toBe(36)
  expect(sessionsWithin(50_000, 10)).toBe(1)
  expect(sessionsWithin(50_000, undefined)).toBe(50_000)
})

it.runIf(process.platform === 'linux')('knows the limit of this process', () => {
  expect(openFilesLimit()).toBeGreaterThan(0)
})

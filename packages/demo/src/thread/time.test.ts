import { expect, test } from 'vitest'
import { daysAgo, dayText, listTime } from './time.ts'

const now = new Date(2026, 10, 23, 15, 30).getTime()
const at = (...[year, month, day, hour = 12]: [number, number, number, number?]): number =>
  new Date(year, month - 1, day, hour).getTime() / 1000

test('a day ends at midnight, not after 24 hours', () => {
  expect(daysAgo(new Date(2026, 10, 22, 23, 59).getTime(), new Date(2026, 10, 23, 0, 1).getTime())).toBe(1)
  expect(daysAgo(new Date(2026, 10, 23, 0, 1).getTime(), now)).toBe(0)
})

test('a list shows the time of today, yesterday, a weekday, and dates before that', () => {
  const shown = (seconds: number) => listTime(seconds, 'en', 'Yesterday', now)
  expect(shown(at(2026, 11, 23, 9))).toBe('09:00')
  expect(shown(at(2026, 11, 22))).toBe('Yesterday')
  expect(shown(at(2026, 11, 20))).toBe('Fri')
  expect(shown(at(2026, 3, 2))).toBe('2 Mar')
  expect(shown(at(2025, 3, 2))).toBe('2 Mar 2025')
  expect(listTime(at(2026, 3, 2), 'zh', '昨天', now)).toBe('3月2日')
})

test('a message of a clock that goes fast is of today', () => {
  const word = { today: 'Today', yesterday: 'Yesterday' }
  expect(dayText(at(2026, 11, 24), 'en', word, now)).toBe('Today')
  expect(dayText(at(2026, 11, 22), 'en', word, now)).toBe('Yesterday')
})

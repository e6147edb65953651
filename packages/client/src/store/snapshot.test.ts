import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSame, snapshot } from './snapshot.ts'

test('a snapshot of anything is the same, and another object', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 4 }), (value) => {
      const copy = snapshot(value)
      expect(copy).toEqual(value)
      expect(copy).not.toBe(value)
      expect(isSame(copy, value)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('what changes in place is seen three levels deep: in a group of a conversation, and in a list', () => {
  const original = { groupProfile: { selfInfo: { role: 'Member' } }, marks: [1], unread: 0 }
  const copy = snapshot(original)
  original.groupProfile.selfInfo.role = 'Owner'
  expect(copy.groupProfile.selfInfo.role).toBe('Member')
  expect(isSame(copy, original)).toBe(false)

  const next = snapshot(original)
  original.marks.push(2)
  expect(next.marks).toEqual([1])
  expect(isSame(next, original)).toBe(false)
})

test('a file stays the file that it is', () => {
  const file = new Blob(['x'])
  expect(snapshot({ file }).file).toBe(file)
})

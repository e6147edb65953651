import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'
import { CONFIG_NAMES } from './table.ts'

test('one typing error away from a name, the name is found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CONFIG_NAMES),
      fc.nat(),
      fc.constantFrom('drop', 'swap', 'double'),
      (name, position, slip) => {
        const i = position % (name.length - 1)
        const typed = {
          drop: name.slice(0, i) + name.slice(i + 1),
          swap: name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2),
          double: name.slice(0, i) + name[i] + name.slice(i),
        }[slip]
        // Of two names of which one begins the other, an error may lead to either.
        const alike = CONFIG_NAMES.filter((other) => other.startsWith(name) || name.startsWith(other))
        expect(alike).toContain(nearest(typed, CONFIG_NAMES))
      },
    ),
  )
})

test('a word that is near to nothing gets no suggestion', () => {
  expect(nearest('kitchen.sink', CONFIG_NAMES)).toBeUndefined()
})

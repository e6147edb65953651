import { expect, it } from 'vitest'
import { addressesOf } from './rules.ts'

const inside = { address: '127.0.0.1', internal: true }
const outside = { address: '203.0.113.7', internal: false }

it('addresses inside of the machine are told only when there is no other', () => {
  expect(addressesOf([inside, outside, { address: '2001:db8::1', internal: false }])).toEqual([
    '2001:db8::1',
    '203.0.113.7',
  ])
  expect(addressesOf([inside])).toEqual(['127.0.0.1'])
})

it('an address is told once, and one that names a wire never', () => {
  expect(addressesOf([outside, outside, { address: 'fe80::1', internal: false }])).toEqual(['203.0.113.7'])
})

import { describe, expect, it } from 'vitest'
import { addressReader } from './proxy.ts'

describe('the address of a caller', () => {
  it.each([
    [[], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    [['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [['10.0.0.0/8'], '10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    [['10.0.0.0/8'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    [['loopback'], '127.0.0.1', undefined, '127.0.0.1'],
    [['loopback'], '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    [['loopback'], '127.0.0.1', 'not an address', '127.0.0.1'],
    [['::1'], '::1', '2001:db8::7', '2001:db8::7'],
  ] as const)('behind %j, connected from %s, forwarded for %s, is %s', (trusted, connection, forwarded, expected) => {
    expect(addressReader(trusted)(connection, forwarded)).toBe(expected)
  })
})

import { describe, expect, it } from 'vitest'
import { addressRule } from './address.ts'

const FORBIDDEN = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '169.254.0.1',
  '100.64.0.1',
  '100.127.255.254',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:a00:1',
  '::127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '::ffff:0:10.0.0.1',
  '64:ff9b:1::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::',
  '100::1',
  'localhost',
  'not an address',
  '',
]

describe('addresses that a webhook may reach', () => {
  const rule = addressRule([])

  it.each(FORBIDDEN)('[CHK25] [HOOK9] not %s', (address) => {
    expect(rule.allows(address)).toBe(false)
  })

  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.1', '2606:4700::1111'])(
    '[HOOK9] the public address %s',
    (address) => {
      expect(rule.allows(address)).toBe(true)
    },
  )

  it('[HOOK9] the operator allows addresses, ranges and what has a name, and nothing beside them', () => {
    const allowing = addressRule(['loopback', '10.1.0.0/16', '192.168.1.9', 'fd00::/8'])
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '10.1.2.3', '192.168.1.9', 'fd00::1']) {
      expect([address, allowing.allows(address)]).toEqual([address, true])
    }
    for (const address of ['10.2.0.1', '192.168.1.8', 'fc00::1', '169.254.169.254']) {
      expect([address, allowing.allows(address)]).toEqual([address, false])
    }
    expect(addressRule(['private']).allows('172.16.5.5')).toBe(true)
    expect(addressRule(['private']).allows('127.0.0.1')).toBe(false)
  })
})

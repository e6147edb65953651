import { describe, expect, it } from 'vitest'
import { charge, FailureCounter, networkOf, take } from './limiter.ts'

describe('a token bucket', () => {
  it('lets a burst through, then the rate, and says how long to wait', () => {
    const bucket = { tokens: 0, tokensAt: 0 }
    const answers = Array.from({ length: 6 }, () => take(bucket, 1000, 10, 5))
    expect(answers).toEqual([0, 0, 0, 0, 0, 100])
    expect(take(bucket, 1099, 10, 5)).toBeGreaterThan(0)
    expect(take(bucket, 1200, 10, 5)).toBe(0)
  })

  it('does not go wrong when the clock steps back', () => {
    const bucket = { tokens: 0, tokensAt: 0 }
    take(bucket, 10_000, 10, 5)
    expect(take(bucket, 5_000, 10, 5)).toBeLessThanOrEqual(100)
    expect(take(bucket, 5_200, 10, 5)).toBe(0)
  })
})

describe('[SES9] a request that costs more', () => {
  it('is paid for by what comes after it, and never by more than a burst', () => {
    const bucket = { tokens: 0, tokensAt: 0 }
    expect(take(bucket, 1000, 10, 5)).toBe(0)
    charge(bucket, 9, 5)
    expect(take(bucket, 1000, 10, 5)).toBe(600)
    expect(take(bucket, 1600, 10, 5)).toBe(0)
    charge(bucket, 1_000_000, 5)
    expect(take(bucket, 1600, 10, 5)).toBe(600)
  })
})

describe('[CHK7] whom a failure counts against', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:0:0:0:9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['', ''],
    ['unknown', 'unknown'],
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('counting failures', () => {
  it('[CHK7] remembers a bounded number of addresses', () => {
    const counter = new FailureCounter(1, () => 120_000)
    for (let i = 0; i < 100_001; i++) counter.failed(String(i))
    expect(counter.blockedFor('99999')).toBe(60_000)
    expect(counter.blockedFor('100000')).toBe(0)
  })

  it('[CHK7] blocks one address for the rest of the minute and no other', () => {
    let now = 120_000
    const counter = new FailureCounter(3, () => now)
    for (let i = 0; i < 3; i++) counter.failed('10.0.0.1')
    expect(counter.blockedFor('10.0.0.1')).toBe(60_000)
    expect(counter.blockedFor('10.0.0.2')).toBe(0)
    now += 60_000
    expect(counter.blockedFor('10.0.0.1')).toBe(0)
  })
})

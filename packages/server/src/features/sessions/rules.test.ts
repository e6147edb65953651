import { describe, expect, it } from 'vitest'
import { judge } from './rules.ts'

const web1 = { platform: 'Web', instance: 'a' }
const web2 = { platform: 'Web', instance: 'b' }
const phone = { platform: 'iPhone', instance: 'c' }
const stays = { kind: 'stays' }
const kicked = (reason: string) => ({ kind: 'kicked', reason })

describe('[SES3] a login judges the other sessions of its account', () => {
  it.each([
    ['single', web1, web2, kicked('multipleAccount')],
    ['single', phone, web2, kicked('multipleDevice')],
    ['perPlatform', web1, web2, kicked('multipleAccount')],
    ['perPlatform', phone, web2, stays],
    ['multi', web1, web2, stays],
    ['multi', phone, web2, stays],
  ] as const)('%s: %o when %o comes → %o', (policy, existing, incoming, verdict) => {
    expect(judge(policy, existing, incoming)).toEqual(verdict)
  })

  it.each(['single', 'perPlatform', 'multi'] as const)('%s: its own reconnect replaces it silently', (policy) => {
    expect(judge(policy, web1, { ...web1 })).toEqual({ kind: 'replaced' })
  })

  it('two clients without an instance name are two clients', () => {
    const anonymous = { platform: 'Web', instance: '' }
    expect(judge('single', anonymous, { ...anonymous })).toEqual(kicked('multipleAccount'))
  })
})

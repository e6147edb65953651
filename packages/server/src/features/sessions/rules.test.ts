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
  ] as const)('%s: %o when %o comes → %o', (loginPolicy, existing, incoming, verdict) => {
    expect(judge({ loginPolicy, maxInstances: 2 }, existing, incoming, 1)).toEqual(verdict)
  })

  it('multi: leaves when as many as allowed came after it', () => {
    const settings = { loginPolicy: 'multi', maxInstances: 2 } as const
    expect(judge(settings, web1, web2, 1)).toEqual(stays)
    expect(judge(settings, web1, web2, 2)).toEqual(kicked('multipleAccount'))
  })

  it('perPlatform: made-up platforms give no account any number of sessions', () => {
    const settings = { loginPolicy: 'perPlatform', maxInstances: 2 } as const
    expect(judge(settings, phone, { platform: 'Made up', instance: 'x' }, 9)).toEqual(stays)
    expect(judge(settings, phone, { platform: 'Made up', instance: 'x' }, 10)).toEqual(kicked('multipleDevice'))
  })

  it.each(['single', 'perPlatform', 'multi'] as const)('%s: its own reconnect replaces it silently', (loginPolicy) => {
    expect(judge({ loginPolicy, maxInstances: 1 }, web1, { ...web1 }, 1)).toEqual({ kind: 'replaced' })
  })

  it('two clients without an instance name are two clients', () => {
    const anonymous = { platform: 'Web', instance: '' }
    expect(judge({ loginPolicy: 'single', maxInstances: 1 }, anonymous, { ...anonymous }, 1)).toEqual(
      kicked('multipleAccount'),
    )
  })
})

import { openapi } from '@signet/protocol/openapi'
import { describe, expect, it } from 'vitest'
import { apiOf, choicesOf, kindOf, resolved, sample } from './openapi.ts'

const api = apiOf(openapi() as unknown as Parameters<typeof apiOf>[0])

describe('the description of the server API', () => {
  it('has every command with a title', () => {
    expect(api.commands.length).toBeGreaterThan(130)
    expect(api.commands.filter(({ title }) => title === '')).toEqual([])
  })

  it('gives every command a body to begin with that has what is required', () => {
    for (const { path, input } of api.commands) {
      const body = sample(input, api.schemas) as Record<string, unknown>
      for (const name of input.required ?? []) expect(body[name], `${path} ${name}`).toBeDefined()
    }
  })

  it('resolves names of schemas and knows how fields are filled in', () => {
    const { input } = api.commands.find(({ path }) => path === 'openim/sendmsg')!
    const { To_Account, MsgRandom, MsgBody } = input.properties!
    expect([To_Account!, MsgRandom!, MsgBody!].map((field) => kindOf(resolved(field, api.schemas)))).toEqual([
      'text',
      'number',
      'json',
    ])
    expect(choicesOf({ enum: ['a', 'b'] })).toEqual(['a', 'b'])
    expect(sample(MsgBody!, api.schemas)).toEqual([{ MsgType: 'TIMTextElem', MsgContent: { Text: 'Hello' } }])
  })
})

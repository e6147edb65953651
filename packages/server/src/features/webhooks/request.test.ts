import type { WebhookCommand } from '@signet/protocol/webhooks'
import { expect, it } from 'vitest'
import type { Endpoint } from './endpoint.ts'
import { signRequest } from './request.ts'

const endpoint = { url: 'https://example.com/hook', sdkAppId: 1400000001, token: undefined, secrets: [] }
const platformOf = (command: WebhookCommand, platform: string): string | null => {
  const call = { command, body: '{}', clientIp: '192.0.2.1', platform, id: 'e1' }
  const { search } = signRequest(endpoint as unknown as Endpoint, call, 0).url
  return new URLSearchParams(search).get('OptPlatform')
}

it('[HOOK2] the platform of a phone is spelled as each command spells it', () => {
  expect(platformOf('State.StateChange', 'iOS')).toBe('IOS')
  expect(platformOf('State.StateChange', 'iPad')).toBe('iPad')
  expect(platformOf('C2C.CallbackAfterSendMsg', 'iOS')).toBe('iOS')
})

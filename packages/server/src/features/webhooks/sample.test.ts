import { WEBHOOK_COMMANDS, WEBHOOKS } from '@signet/protocol/webhooks'
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { sampleOf } from './sample.ts'

test.each(WEBHOOK_COMMANDS)('a made-up body of %s is what its schema asks for', (command) => {
  const { body } = WEBHOOKS[command]
  expect(Check(body, sampleOf(body))).toBe(true)
})

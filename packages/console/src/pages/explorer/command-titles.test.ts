import { openapi } from '@signet/protocol/openapi'
import { WEBHOOKS } from '@signet/protocol/webhooks'
import { describe, expect, it } from 'vitest'
import { CHINESE_TITLES as CALLBACKS, titleOf as titleOfCallback } from '../callbacks/callback-titles.ts'
import { CHINESE_TITLES, titleOf } from './command-titles.ts'

describe('the Chinese console', () => {
  it('says what each command of the server API does, and speaks of no other', () => {
    const paths = Object.keys(openapi().paths).map((path) => path.replace('/v4/', ''))
    expect(Object.keys(CHINESE_TITLES).sort()).toEqual(paths.sort())
  })

  it('says when each callback is sent, and speaks of no other', () => {
    expect(Object.keys(CALLBACKS).sort()).toEqual(Object.keys(WEBHOOKS).sort())
  })

  it('says so in Chinese', () => {
    const english = Object.values({ ...CHINESE_TITLES, ...CALLBACKS }).filter((title) => !/[\u4e00-\u9fff]/.test(title))
    expect(english).toEqual([])
  })

  it('shows what it has no Chinese title of in the words of the server', () => {
    expect(titleOf({ path: 'new/command', title: 'It is new.' }, 'zh')).toBe('It is new.')
    expect(titleOf({ path: 'sns/friend_get', title: 'Friends.' }, 'en')).toBe('Friends.')
    expect(titleOfCallback({ command: 'New.Callback', title: 'It is new.' }, 'zh')).toBe('It is new.')
  })
})

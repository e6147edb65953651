import { expect, test } from 'vitest'
import { World } from '../test/world.ts'

/** What apps of the official SDKs import beside it. */
const NAMES = [
  'conversation',
  'group',
  'avchatroom',
  'message-enhancer',
  'rich-media-message',
  'cloud-search',
  'signaling',
  'friend',
  'conversation-group',
  'follow',
  'topic',
  'offline-message-synchronizer',
  'push-token-register',
  'group-module.js',
  'relationship-module.js',
  'tim-upload-plugin',
  'tim-profanity-filter-plugin',
  'tim-push',
]

test.each(NAMES)('the plugin %s is there, and does nothing', async (name) => {
  const { default: plugin } = (await import(/* @vite-ignore */ `@signet/chat/plugins/${name}`)) as { default: object }
  const { chat } = new World().client()
  const before = Object.keys(chat)
  expect(chat.use([plugin], [plugin])).toBeUndefined()
  expect(chat.registerPlugin({ [name]: plugin })).toBeUndefined()
  expect(Object.keys(chat)).toEqual(before)
  expect(chat.isReady()).toBe(false)
})

test('what is no plugin at all harms nothing', () => {
  const { chat } = new World().client()
  for (const nonsense of [undefined, null, 'x', 1, [], [undefined], class {}, () => {}]) {
    chat.use(nonsense)
    chat.registerPlugin(nonsense as object)
  }
  expect(chat.getLoginUser()).toBe('')
})

import { expect, test } from 'vitest'
import { socketUrl } from './endpoint.ts'

test.each([
  ['ws://127.0.0.1:7070', 'ws://127.0.0.1:7070/im'],
  ['ws://127.0.0.1:7070/', 'ws://127.0.0.1:7070/im'],
  ['wss://im.example.com', 'wss://im.example.com/im'],
  ['http://localhost:7070', 'ws://localhost:7070/im'],
  ['https://im.example.com', 'wss://im.example.com/im'],
  ['https://example.com/chat/im', 'wss://example.com/chat/im'],
  ['wss://example.com/a?region=1', 'wss://example.com/a?region=1'],
  ['ws://[::1]:7070', 'ws://[::1]:7070/im'],
])('the server %s has its socket at %s', (server, url) => {
  expect(socketUrl(server)).toBe(url)
})

test.each([undefined, '', 'im.example.com', 'localhost:7070', 'ftp://example.com', 'ws://'])(
  'the server %j is refused with advice',
  (server) => {
    expect(() => socketUrl(server)).toThrow(
      expect.objectContaining({ code: 2905, message: expect.stringContaining('ws') }),
    )
  },
)

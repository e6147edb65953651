import { expect, test } from 'vitest'
import { pageServer } from './page-server.ts'

const meta = (content: string | null) => ({ querySelector: () => ({ getAttribute: () => content }) })
const location = { origin: 'https://shop.example.com' }

test('a page names its server by a global, else by a meta element, else it is where the page comes from', () => {
  const SIGNET_SERVER = 'wss://im.example.com'
  expect(pageServer({ SIGNET_SERVER, document: meta('wss://other'), location })).toBe(SIGNET_SERVER)
  expect(pageServer({ document: meta('wss://named'), location })).toBe('wss://named')
  expect(pageServer({ document: { querySelector: () => null }, location })).toBe(location.origin)
})

test('outside of pages, and in a page without an origin, there is none', () => {
  expect(pageServer({})).toBeUndefined()
  expect(pageServer({ document: meta(null), location: { origin: 'null' } })).toBeUndefined()
})

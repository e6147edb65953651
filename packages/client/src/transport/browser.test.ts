import { expect, test } from 'vitest'
import { browserTransport } from './browser.ts'
import type { WebSocketConstructor } from './web-socket.ts'

class Page extends EventTarget {
  readonly WebSocket = class {} as unknown as WebSocketConstructor
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'hidden' })

  show(state: 'visible' | 'hidden'): void {
    this.document.visibilityState = state
    this.document.dispatchEvent(new Event('visibilitychange'))
  }
}

test('the page tells when the network goes and comes, and when it is seen again', () => {
  const page = new Page()
  const hints: string[] = []
  const stop = browserTransport(page).watch({ back: () => hints.push('back'), gone: () => hints.push('gone') })
  page.dispatchEvent(new Event('offline'))
  page.dispatchEvent(new Event('online'))
  page.show('hidden')
  expect(hints).toEqual(['gone', 'back'])
  page.show('visible')
  expect(hints).toEqual(['gone', 'back', 'back'])
  stop()
  page.dispatchEvent(new Event('online'))
  page.show('visible')
  expect(hints).toHaveLength(3)
})

test('a worker, which has no document, is watched too', () => {
  const worker = Object.assign(new EventTarget(), { WebSocket: class {} as unknown as WebSocketConstructor })
  const hints: string[] = []
  browserTransport(worker).watch({ back: () => hints.push('back'), gone: () => {} })
  worker.dispatchEvent(new Event('online'))
  expect(hints).toEqual(['back'])
})

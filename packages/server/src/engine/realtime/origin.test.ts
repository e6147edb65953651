import { describe, expect, it } from 'vitest'
import { originAllowed } from './origin.ts'

describe('[CHK27] the origin of a page', () => {
  it.each([
    [undefined, 'im.example.com', [], true],
    ['https://im.example.com', 'im.example.com', ['self'], true],
    ['https://im.example.com', 'im.example.com', [], false],
    ['https://evil.example', 'im.example.com', ['self', 'loopback'], false],
    ['https://im.example.com.evil.example', 'im.example.com', ['self', 'loopback'], false],
    ['https://app.example', 'im.example.com', ['https://app.example'], true],
    ['https://app.example:8443', 'im.example.com', ['https://app.example'], false],
    ['http://localhost:5173', '127.0.0.1:7070', ['loopback'], true],
    ['http://localhost:5173', 'im.example.com', ['self', 'loopback'], false],
    ['http://evil.example', '127.0.0.1:7070', ['self', 'loopback'], false],
    ['null', '127.0.0.1:7070', ['self', 'loopback'], false],
    ['garbage', '127.0.0.1:7070', ['self', 'loopback'], false],
    ['https://anything.example', 'im.example.com', ['*'], true],
  ] as const)('%s may open a socket on %s with %j: %s', (origin, host, allowed, expected) => {
    expect(originAllowed(origin, host, allowed)).toBe(expected)
  })
})

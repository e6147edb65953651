import { constants, deflateRawSync, deflateSync, inflateRawSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adler32 } from './adler32.ts'
import { frameStored, STORED_HEAD } from './deflate.ts'
import { inflate } from './inflate.ts'

const words = fc.array(fc.constantFrom('TLS.', 'identifier', ':', '"', '14000000', 'é', '\n', 'aaaaaaaaaaaa', '7'), {
  maxLength: 400,
})

/** What node:zlib makes of a whole stream: the bytes, or undefined. It would ignore what follows, so that is asked apart. */
function reference(input: Uint8Array, run: typeof inflateSync = inflateSync): Buffer | undefined {
  try {
    const { buffer, engine } = run(input, { info: true }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return engine.bytesWritten === input.length ? buffer : undefined
  } catch {
    return undefined
  }
}

function withChecksum(body: Uint8Array, plain: Uint8Array): Buffer {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(adler32(plain))
  return Buffer.concat([Buffer.from('789c', 'hex'), body, sum])
}

describe('inflate', () => {
  test('reads every level and strategy of an independent compressor', () => {
    const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE]
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 9 }), fc.constantFrom(...strategies), (parts, level, strategy) => {
        const plain = Buffer.from(parts.join(''))
        const result = inflate(deflateSync(plain, { level, strategy }), 8192)
        expect(Buffer.from(result as Uint8Array)).toEqual(plain)
      }),
      { numRuns: 1000 },
    )
  })

  const level = fc.integer({ min: 0, max: 9 })

  test('agrees with an independent inflater on streams with a byte changed, cut or added', () => {
    const how = fc.constantFrom('change', 'cut', 'add')
    fc.assert(
      fc.property(words, level, fc.nat(), fc.integer({ min: 1, max: 255 }), how, (parts, level, where, by, how) => {
        const stream = deflateSync(parts.join(''), { level })
        if (how === 'change') stream[where % stream.length]! ^= by
        const bad =
          how === 'cut'
            ? stream.subarray(0, where % stream.length)
            : how === 'add'
              ? Buffer.concat([stream, Buffer.of(by)])
              : stream
        const result = inflate(bad, 65_536)
        if (result === 'padding') return
        expect(typeof result === 'string' ? undefined : Buffer.from(result)).toEqual(reference(bad))
      }),
      { numRuns: 2000 },
    )
  })

  test('agrees with an independent inflater on changed bodies under a checksum that is right for them', () => {
    const seen = { read: 0, refused: 0 }
    fc.assert(
      fc.property(words, level, fc.nat(), fc.integer({ min: 1, max: 255 }), (parts, level, where, by) => {
        const body = deflateRawSync(parts.join(''), { level })
        body[where % body.length]! ^= by
        const plain = reference(body, inflateRawSync)
        const result = inflate(withChecksum(body, plain ?? Buffer.alloc(0)), 1 << 20)
        seen[plain ? 'read' : 'refused']++
        if (result === 'padding') return
        expect(typeof result === 'string' ? undefined : Buffer.from(result)).toEqual(plain)
      }),
      { numRuns: 3000 },
    )
    expect(seen.read).toBeGreaterThan(100)
    expect(seen.refused).toBeGreaterThan(100)
  })

  test('reads what is stored by this package, and so does an independent inflater', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const frame = new Uint8Array(bytes.length + 11)
        frame.set(bytes, STORED_HEAD)
        const stream = frame.subarray(0, frameStored(frame, bytes.length))
        expect(inflateSync(stream)).toEqual(Buffer.from(bytes))
        expect(Buffer.from(inflate(stream, 8192) as Uint8Array)).toEqual(Buffer.from(bytes))
      }),
    )
  })

  test('bits that mean nothing have to be zero, where other inflaters ignore them', () => {
    const stored = deflateSync('abc', { level: 0 })
    stored[2]! |= 0x80
    const fixed = deflateSync('abc', { level: 9, strategy: constants.Z_FIXED })
    fixed[fixed.length - 5]! |= 0x80
    for (const stream of [stored, fixed]) {
      expect(inflateSync(stream).toString()).toBe('abc')
      expect(inflate(stream, 8192)).toBe('padding')
    }
  })

  test.each([
    ['gzip or raw deflate', Buffer.from('1f8b0800', 'hex'), 'not-zlib'],
    ['nothing', Buffer.alloc(0), 'truncated'],
    ['a header alone', Buffer.from('789c', 'hex'), 'truncated'],
    ['a stream that needs a dictionary', deflateSync('abc', { dictionary: Buffer.from('abc') }), 'dictionary'],
    ['a reserved block type', Buffer.from('789c0700', 'hex'), 'corrupt'],
    ['a missing checksum', deflateSync('abc').subarray(0, -4), 'truncated'],
    ['a wrong checksum', Buffer.concat([deflateSync('abc').subarray(0, -1), Buffer.of(0)]), 'checksum'],
    ['bytes after the stream', Buffer.concat([deflateSync('abc'), Buffer.of(0)]), 'trailing-data'],
    ['a byte too many', deflateSync(Buffer.alloc(8193)), 'too-large'],
  ])('refuses %s and says which', (_, input, problem) => {
    expect(inflate(input, 8192)).toBe(problem)
  })

  test('output of exactly the limit is read', () => {
    expect(inflate(deflateSync(Buffer.alloc(8192, 7)), 8192)).toHaveLength(8192)
  })

  test('[CHK3] a bomb of 50 MB in 50 KB is refused in under 5 ms without memory for it', () => {
    const bomb = deflateSync(Buffer.alloc(50 * 1024 * 1024), { level: 9 })
    const before = process.memoryUsage()
    const times = Array.from({ length: 200 }, () => {
      const start = performance.now()
      expect(inflate(bomb, 8192)).toBe('too-large')
      return performance.now() - start
    }).sort((a, b) => a - b)
    const after = process.memoryUsage()
    expect(times[100]).toBeLessThan(5)
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1024 * 1024)
  })
})

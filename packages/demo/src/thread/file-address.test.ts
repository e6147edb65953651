import { expect, test } from 'vitest'
import { fileAddress, sizeText } from './file-address.ts'

const origin = 'https://im.example.com'

test('[CHK26] only files of this server and of this page have an address', () => {
  for (const good of [`${origin}/files/abc?sig=1`, `blob:${origin}/1234`]) expect(fileAddress(good, origin)).toBe(good)
  const bad = [
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://evil.example/files/abc',
    `${origin}/console/`,
    `${origin}/files/../console/`,
    'blob:https://evil.example/1234',
    '//evil.example/files/x',
    `${origin}@evil.example/files/x`,
  ]
  for (const url of bad) expect(fileAddress(url, origin), url).toBeUndefined()
})

test('sizes are told as people read them', () => {
  const texts = [0, 1, 1023, 1024, 1_500_000, 104_857_600, 5 * 1024 ** 3].map(sizeText)
  expect(texts).toEqual(['0 B', '1 B', '1023 B', '1.0 KB', '1.4 MB', '100 MB', '5.0 GB'])
})

import { expect, it } from 'vitest'
import { blobAddress } from './address.ts'

it('reads folders and buckets', () => {
  expect(blobAddress('file:')).toEqual({ kind: 'disk', path: '' })
  expect(blobAddress('file:/var/files')).toEqual({ kind: 'disk', path: '/var/files' })
  expect(blobAddress('s3://chat')).toEqual({
    kind: 's3',
    bucket: 'chat',
    prefix: '',
    endpoint: undefined,
    region: 'us-east-1',
  })
  expect(blobAddress('s3://chat/a/b/?endpoint=http://127.0.0.1:9000&region=garage')).toEqual({
    kind: 's3',
    bucket: 'chat',
    prefix: 'a/b',
    endpoint: 'http://127.0.0.1:9000',
    region: 'garage',
  })
})

it.each([
  'disk',
  's3:',
  's3://',
  's3://A_b',
  's3://chat/../x y',
  's3://chat?bucket=other',
  's3://chat?endpoint=ftp://host',
  's3://chat?endpoint=https://user:secret@host',
  'http://chat',
])('refuses %s', (text) => {
  expect(blobAddress(text)).toBeUndefined()
})

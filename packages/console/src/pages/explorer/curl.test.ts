import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { curlOf } from './curl.ts'

it('a body with quotes and expansions reaches the program as it is', () => {
  const body = { Text: `it's $HOME \`id\` "x" \\ 'y'` }
  const line = curlOf({ origin: 'http://127.0.0.1', path: 'openim/sendmsg', sdkAppId: 1, administrator: "a'b&c", body })
  const script = `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; }\nUSERSIG=sig\n${line}`
  const args = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0')
  expect(JSON.parse(args[5]!)).toEqual(body)
  expect(new URL(args[3]!).searchParams.get('identifier')).toBe("a'b&c")
  expect(args[3]).toMatch(/usersig=sig$/)
})

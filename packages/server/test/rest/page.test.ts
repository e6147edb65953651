import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'

it('what docs/rest.md tells a newcomer to type works as it stands', async () => {
  await using im = await testIm({ config: { dev: true } })
  const page = await readFile(new URL('../../../../docs/rest.md', import.meta.url), 'utf8')
  const program = /```sh\n([\s\S]*?)```/.exec(page)![1]!.replace('http://127.0.0.1:7070', im.url)
  const { stdout } = await promisify(execFile)('bash', ['-c', program])
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ErrorCode: number })
  expect(answers.map(({ ErrorCode }) => ErrorCode)).toEqual([0, 0, 0, 0, 0])
  expect(answers[2]).toMatchObject({ MsgCnt: 1, MsgList: [{ MsgBody: [{ MsgContent: { Text: 'hello' } }] }] })
  const document = (await (await fetch(`${im.url}/openapi.json`)).json()) as { openapi: string; paths: object }
  expect([document.openapi, Object.keys(document.paths).length > 50]).toEqual(['3.1.0', true])
})

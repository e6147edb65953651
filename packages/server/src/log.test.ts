import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const program = `
  import { createLog } from '${new URL('./log.ts', import.meta.url)}'
  const log = createLog({ log: { level: 'info', pretty: PRETTY } })
  const secret = 'words-that-nobody-may-read'
  log.info({ userSig: secret, data: { userSig: secret, password: secret }, request: { headers: { authorization: secret } } }, 'seen')
  console.log('on standard output')
`

describe('[CHK15] the log', () => {
  it.each([false, true])(
    'hides secrets wherever they stand, and leaves standard output alone (for people: %s)',
    (pretty) => {
      const args = ['--conditions=source', '--input-type=module', '-e', program.replace('PRETTY', String(pretty))]
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
      expect(stdout).toBe('on standard output\n')
      expect(stderr).toContain('seen')
      expect(stderr).toContain('[hidden]')
      expect(stderr).not.toContain('words-that-nobody-may-read')
    },
  )
})

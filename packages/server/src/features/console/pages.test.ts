import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { addPages } from './pages.ts'

test('[CON11] the page may run and show what this server hands out, and nothing that is written in it or comes from elsewhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signet-pages-'))
  const http = Fastify()
  try {
    await writeFile(join(folder, 'index.html'), '<p>page')
    addPages(http, folder)
    const policy = String((await http.inject('/console/')).headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'/)
    expect(policy).not.toMatch(/unsafe|\*|https?:|wss?:/)
    for (const needed of ["script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'none'"]) {
      expect(policy.split('; ')).toContain(needed)
    }
  } finally {
    await http.close()
    await rm(folder, { recursive: true })
  }
})

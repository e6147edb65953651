import { expect, test } from 'vitest'
import type { Deed } from './log.ts'
import type { AuditNote } from './rules.ts'
import { createSignInAudit } from './sign-ins.ts'

function written() {
  const rows: (Deed & { outcome: string; note: AuditNote })[] = []
  const clock = { at: 30_000_000 * 60_000 }
  const begin = async (deed: Deed) => async (outcome: string, note: AuditNote) => {
    rows.push({ ...deed, outcome, note })
  }
  return { rows, clock, audit: createSignInAudit({ audit: { begin }, now: () => clock.at }) }
}

const OWNER = { name: 'owner', role: 'owner' } as const

test('[CON15] a refused sign-in is written with its address and without a name that nobody has', async () => {
  const { rows, audit } = written()
  await audit.refused(OWNER, '10.0.0.1', 'code')
  await audit.refused(undefined, '10.0.0.2', 'password')
  expect(rows).toMatchObject([
    { who: 'owner', role: 'owner', action: 'session.refused', address: '10.0.0.1', note: { after: { wrong: 'code' } } },
    { who: '', role: '', address: '10.0.0.2', outcome: 'NOT_LOGGED_IN', note: { after: { wrong: 'password' } } },
  ])
})

test('[CON15] guessing writes a bounded number of rows, and how many are missing', async () => {
  const { rows, clock, audit } = written()
  for (let i = 0; i < 100; i++) await audit.refused(OWNER, '10.0.0.1', 'password')
  expect(rows).toHaveLength(30)
  clock.at += 60_000
  await audit.refused(OWNER, '10.0.0.1', 'password')
  await audit.refused(OWNER, '10.0.0.1', 'password')
  expect(rows.slice(30).map(({ note }) => note.after)).toEqual([
    { wrong: 'password', notWritten: 70 },
    { wrong: 'password' },
  ])
})

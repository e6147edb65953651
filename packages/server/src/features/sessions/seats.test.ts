import { describe, expect, it } from 'vitest'
import { createInProcessBus } from '../../engine/cluster/in-process.ts'
import { Registry } from '../../engine/realtime/registry.ts'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import { DEFAULT_SETTINGS } from '../accounts/rules.ts'
import { kickUser, makeRoom, obey, SEATS_QUESTION, seatsHere } from './seats.ts'

/** Nodes of one deployment: their registries share a bus. */
function cluster() {
  // Two nodes on one bus: each has to ask.
  const bus = { ...createInProcessBus(), isAlone: false }
  return [1, 2].map(
    () =>
      new Registry(
        bus,
        obey,
        async () => [],
        (_, sessions, question) => (question === SEATS_QUESTION ? seatsHere(sessions) : undefined),
      ),
  ) as [Registry, Registry]
}

let since = 0
function come(registry: Registry, userId = 'alice', platform = 'Web') {
  const identity: Identity = {
    sdkAppId: 1,
    userId,
    tinyId: '1',
    keyId: 'k',
    expiresAt: 9e12,
    platform,
    instance: '',
    since: ++since,
  }
  const heard: string[] = []
  const session = {
    id: `s${since}`,
    identity,
    kick(reason: string) {
      heard.push(reason)
      registry.remove(this as unknown as Session, identity)
    },
  } as unknown as Session
  const enter = async (settings: Parameters<typeof makeRoom>[1]) => {
    await registry.add(session, identity)
    return await makeRoom(registry, settings, identity)
  }
  return { heard, enter }
}

describe('sessions of one account on several nodes', () => {
  it('[SES3] are counted together, and the oldest leaves wherever it is', async () => {
    const [one, other] = cluster()
    const settings = { ...DEFAULT_SETTINGS, loginPolicy: 'multi', maxInstances: 3 } as const
    const oldest = come(one)
    const others = [come(other), come(one), come(other)]
    await oldest.enter(settings)
    for (const session of others) await session.enter(settings)
    expect(oldest.heard).toEqual(['multipleAccount'])
    expect(others.map(({ heard }) => heard)).toEqual([[], [], []])
  })

  it('[SES3] a device on another node has to go, and the login tells which', async () => {
    const [one, other] = cluster()
    const settings = { ...DEFAULT_SETTINGS, loginPolicy: 'single' } as const
    const phone = come(one, 'alice', 'iPhone')
    await phone.enter(settings)
    const left = await come(other, 'alice', 'Mac').enter(settings)
    expect(phone.heard).toEqual(['multipleDevice'])
    expect(left).toMatchObject([{ platform: 'iPhone' }])
  })

  it('[SES3] two logins at once on two nodes leave exactly one of them', async () => {
    const [one, other] = cluster()
    const settings = { ...DEFAULT_SETTINGS, loginPolicy: 'single' } as const
    const both = [come(one), come(other)]
    await Promise.all(both.map((session) => session.enter(settings)))
    expect(both.map(({ heard }) => heard.length)).toEqual([1, 0])
  })

  it('[SES4] all end when their user is kicked, and those of others do not', async () => {
    const [one, other] = cluster()
    const settings = { ...DEFAULT_SETTINGS, loginPolicy: 'multi' } as const
    const sessions = [come(one), come(other), come(other, 'bob')]
    for (const session of sessions) await session.enter(settings)
    kickUser(one, 1, 'alice')
    expect(sessions.map(({ heard }) => heard)).toEqual([['REST_API_Kick'], ['REST_API_Kick'], []])
  })
})

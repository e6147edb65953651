import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, LOGIN_POLICIES } from '../accounts/rules.ts'
import { classOf, platformOf } from './platforms.ts'
import { type Leaving, type LoginSettings, type Seat, whoLeaves } from './rules.ts'

/** Logins one after the other, each with an instance of its own. @returns what became of them */
function after(settings: Partial<LoginSettings>, ...platforms: readonly string[]): (Leaving | 'stays')[] {
  const seats = platforms.map((platform, i): Seat => ({ id: `s${i}`, platform, instance: `i${i}`, since: i }))
  const leaving = whoLeaves({ ...DEFAULT_SETTINGS, ...settings }, seats)
  return seats.map(({ id }) => leaving.get(id) ?? 'stays')
}

describe('[SES3] who has to leave', () => {
  it.each([
    ['single', ['Web', 'Web'], ['multipleAccount', 'stays']],
    ['single', ['iPhone', 'Web'], ['multipleDevice', 'stays']],
    ['webAndOne', ['Web', 'iPhone'], ['stays', 'stays']],
    ['webAndOne', ['Web', 'iPhone', 'Windows'], ['stays', 'multipleDevice', 'stays']],
    ['webAndOne', ['iPad', 'iPhone'], ['multipleDevice', 'stays']],
    ['webDesktopMobile', ['Web', 'Mac', 'iPad'], ['stays', 'stays', 'stays']],
    ['webDesktopMobile', ['Web', 'Mac', 'iPad', 'Android'], ['stays', 'stays', 'multipleDevice', 'stays']],
    ['webDesktopMobile', ['Mac', 'Linux'], ['multipleDevice', 'stays']],
    ['perPlatform', ['iPhone', 'Android', 'iPad', 'Windows', 'Mac', 'Linux', 'Web'], Array(7).fill('stays')],
    ['perPlatform', ['Web', 'iPhone', 'Web'], ['multipleAccount', 'stays', 'stays']],
    ['multi', ['Web', 'Web', 'Web', 'iPhone', 'Web'], Array(5).fill('stays')],
    ['multi', ['Web', 'Web', 'Web', 'iPhone', 'Web', 'Web'], ['multipleAccount', ...Array(5).fill('stays')]],
  ] as const)('%s: %j → %j', (loginPolicy, platforms, verdicts) => {
    expect(after({ loginPolicy }, ...platforms)).toEqual(verdicts)
  })

  it('counts the sessions of a platform as the application chose for its kind of device', () => {
    const settings = { loginPolicy: 'perPlatform', webInstances: 2, mobileInstances: 3 } as const
    expect(after(settings, 'Web', 'Web', 'Web')).toEqual(['multipleAccount', 'stays', 'stays'])
    expect(after(settings, 'iPhone', 'iPhone', 'iPhone', 'Android')).toEqual(Array(4).fill('stays'))
    expect(after({ loginPolicy: 'multi', webInstances: 1 }, 'Web', 'iPad', 'Web')).toEqual([
      'multipleAccount',
      'stays',
      'stays',
    ])
    expect(after({ loginPolicy: 'single', webInstances: 2 }, 'Web', 'Web')).toEqual(['stays', 'stays'])
    expect(after({ loginPolicy: 'single', webInstances: 2 }, 'Web', 'Web', 'Mac')).toEqual([
      'multipleDevice',
      'multipleDevice',
      'stays',
    ])
  })

  it('takes every made-up platform for the web', () => {
    expect(after({ loginPolicy: 'perPlatform' }, 'Toaster', 'Fridge')).toEqual(['multipleAccount', 'stays'])
    expect([platformOf('iOS'), platformOf('PC'), platformOf('__proto__'), classOf('constructor')]).toEqual([
      'iPhone',
      'Windows',
      'Web',
      'web',
    ])
  })

  it('replaces a session silently when the same client instance comes back, and nobody else leaves for it', () => {
    const seat = (id: string, instance: string, since: number): Seat => ({ id, platform: 'Web', instance, since })
    const seats = [seat('a', 'one', 1), seat('b', 'two', 2), seat('c', 'one', 3)]
    const settings: LoginSettings = { ...DEFAULT_SETTINGS, loginPolicy: 'multi', maxInstances: 2 }
    expect([...whoLeaves(settings, seats)]).toEqual([['a', 'replaced']])
  })

  it('takes two clients without an instance name for two clients', () => {
    const seats: Seat[] = [1, 2].map((n) => ({ id: `s${n}`, platform: 'Web', instance: '', since: n }))
    expect([...whoLeaves({ ...DEFAULT_SETTINGS, loginPolicy: 'single' }, seats)]).toEqual([['s1', 'multipleAccount']])
  })

  it('lets the newest stay, keeps every count, and comes to the same answer in any order of asking', () => {
    const seats = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z]{1,4}$/),
        platform: fc.constantFrom('Web', 'iPhone', 'Android', 'iPad', 'Mac', 'Windows', 'odd'),
        instance: fc.constantFrom('', 'x', 'y'),
        since: fc.integer({ min: 0, max: 5 }),
      }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 20 },
    )
    const count = fc.integer({ min: 0, max: 3 })
    const settings = fc.record({
      loginPolicy: fc.constantFrom(...LOGIN_POLICIES),
      maxInstances: fc.integer({ min: 1, max: 5 }),
      webInstances: count,
      mobileInstances: count,
      tabletInstances: count,
      desktopInstances: count,
    })
    fc.assert(
      fc.property(settings, seats, fc.func(fc.nat()), (chosen, all, order) => {
        const leaving = whoLeaves(chosen, all)
        const staying = all.filter(({ id }) => !leaving.has(id))
        const shuffled = [...all].sort((a, b) => order(a.id) - order(b.id))
        expect(new Map([...whoLeaves(chosen, shuffled)])).toEqual(new Map([...leaving]))
        expect(staying.some(({ since }) => since === Math.max(...all.map((seat) => seat.since)))).toBe(true)
        if (chosen.loginPolicy === 'multi') expect(staying.length).toBeLessThanOrEqual(chosen.maxInstances)
        if (chosen.loginPolicy === 'single') expect(new Set(staying.map((s) => platformOf(s.platform))).size).toBe(1)
        const web = staying.filter(({ platform }) => platformOf(platform) === 'Web').length
        const most = chosen.webInstances || (chosen.loginPolicy === 'multi' ? chosen.maxInstances : 1)
        expect(web).toBeLessThanOrEqual(most)
        // Whoever is judged again after the others left stays.
        expect(whoLeaves(chosen, staying).size).toBe(0)
      }),
    )
  })
})

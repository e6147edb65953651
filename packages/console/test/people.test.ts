import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Role } from '@signet/protocol/console/roles'
import { RawClient } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../../server/test/console-browser.ts'
import { CHOSEN, enter, type OpenedConsole, openConsole, type Visit } from './opened-console.ts'

const skipped = chromiumPath === undefined ? ' (skipped: no chromium, chromium-browser or google-chrome on PATH)' : ''
const AXE = fileURLToPath(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url))

/** Names that would do something if they were taken for more than text. */
const HOSTILE = [
  '<img src=x onerror="window.executed = 1">',
  '</title><script>window.executed = 1</script>',
  `' autofocus onfocus='window.executed = 1`,
  '{{constructor.constructor("window.executed = 1")()}}',
  'javascript:window.executed = 1',
]

describe.skipIf(chromiumPath === undefined)(`people and policy in a browser${skipped}`, () => {
  let opened: OpenedConsole
  let visit: Visit
  let page: Page
  let sdkAppId: number
  let base: string

  beforeAll(async () => {
    opened = await openConsole()
    const { accounts } = opened.server.im
    sdkAppId = (await accounts.apps.create({ name: 'Shop' })).sdkAppId
    base = `${opened.server.url}/console/apps/${sdkAppId}`
    visit = await opened.visit()
    page = visit.page
    await enter(opened, page)
  }, 120_000)
  afterAll(() => opened?.close())

  /** Opens a page and waits for its title. */
  async function open(path: string, title: string, on: Page = page): Promise<void> {
    await on.goto(path.startsWith('/') ? `${opened.server.url}/console${path}` : `${base}/${path}`)
    await on.getByRole('heading', { name: title, level: 1 }).waitFor()
  }

  /** Findings of the accessibility checker that keep somebody out. */
  async function serious(on: Page = page): Promise<string[]> {
    await on.evaluate(await readFile(AXE, 'utf8'))
    return await on.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
          }>
        }
      }
      const { violations } = await axe.run()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`)
    })
  }

  it('imports 10,000 accounts from a file, shows how far it is, and reports the rows that were refused', async () => {
    await open('accounts', 'Accounts')
    const rows = Array.from({ length: 10_000 }, (_, i) => `member-${String(i).padStart(5, '0')},"Nick, ${i}"`)
    rows[17] = 'bad/id,Slash'
    rows[9_000] = 'member-00001,Twice'
    await page.getByRole('button', { name: 'Import CSV' }).click()
    const buffer = Buffer.from(`UserID,Nick\n${rows.join('\n')}\n`)
    await page.getByLabel('CSV file').setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('10,000 of 10,000 rows').waitFor({ timeout: 60_000 })
    await page.getByText('Accounts imported: 9,998 · Rows refused: 2').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the report' }).click()
    const report = await readFile(await (await download).path(), 'utf8')
    expect(report).toMatch(/19,bad\/id,.*slash/)
    expect(report).toMatch(/9002,member-00001,.*further up/)
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByLabel('UserID begins with').fill('member-0999')
    await page.getByRole('link', { name: 'member-09999' }).waitFor()
    const { accounts } = opened.server.im
    expect(await accounts.find(sdkAppId, 'member-09999')).toMatchObject({ nick: 'Nick, 9999' })
    expect(await accounts.find(sdkAppId, 'member-00001')).toMatchObject({ nick: 'Nick, 1' })
  }, 90_000)

  it('[CHK26] shows hostile names as text, on the list and on the page of an account', async () => {
    const { accounts } = opened.server.im
    for (const [i, nick] of HOSTILE.entries()) await accounts.import({ sdkAppId, userId: `evil-${i}`, nick })
    await open('accounts', 'Accounts')
    await page.getByLabel('UserID begins with').fill('evil-')
    for (const nick of HOSTILE) await page.getByText(nick, { exact: true }).waitFor()
    for (const [i, nick] of HOSTILE.entries()) {
      await open(`accounts/one?userId=evil-${i}`, `Account evil-${i}`)
      await page.getByText(nick, { exact: true }).waitFor()
    }
    expect(await page.evaluate(() => 'executed' in window)).toBe(false)
  })

  it('erases an account only when its UserID was typed', async () => {
    await open('accounts/one?userId=evil-0', 'Account evil-0')
    await page.getByRole('button', { name: 'Erase' }).click()
    const erase = page.getByRole('dialog').getByRole('button', { name: 'Erase' })
    expect(await erase.isDisabled()).toBe(true)
    await page.getByLabel('Type evil-0 to confirm').fill('evil-0')
    await erase.click()
    await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor()
    expect(await opened.server.im.accounts.find(sdkAppId, 'evil-0')).toBeUndefined()
  })

  it('adds a sensitive word that refuses messages, tries a text, and counts a word that is only watched', async () => {
    await open('words', 'Sensitive words')
    for (const [word, action] of [
      ['lottery', 'block'],
      ['telegram', 'report'],
    ] as const) {
      await page.getByRole('button', { name: 'Add words' }).first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Words', { exact: true }).fill(word)
      await dialog.getByLabel('What becomes of it').selectOption(action)
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('cell', { name: word, exact: true }).waitFor()
    }
    await page.getByLabel('Text', { exact: true }).fill('Play the LOTTERY on telegram')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await page.getByText('It would be refused.').waitFor()
    await page.getByText('lottery (Message refused)').waitFor()
    const { words } = opened.server.im
    const said = (Text: string) => words.filter(sdkAppId, [{ MsgType: 'TIMTextElem', MsgContent: { Text } }])
    expect(() => said('a lottery')).toThrow()
    expect(said('on Telegram')).toEqual([{ MsgType: 'TIMTextElem', MsgContent: { Text: 'on Telegram' } }])
    expect((await words.describe(sdkAppId)).map(({ keyword, hits }) => [keyword, hits])).toEqual([
      ['lottery', 1],
      ['telegram', 1],
    ])
    expect(await serious()).toEqual([])
  })

  it('[CON15] shows messages of a group only after a reason, and the audit log shows the look', async () => {
    const { server } = opened
    const talk = await server.im.accounts.import({ sdkAppId, userId: 'teller', nick: 'Teller' })
    await open('groups', 'Groups')
    await page.getByRole('button', { name: 'New group' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Complaints')
    await dialog.getByLabel('GroupID').fill('g-complaints')
    await dialog.getByLabel('Owner').fill(talk.userId)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('link', { name: 'g-complaints' }).click()
    await page.getByRole('heading', { name: 'Group g-complaints' }).waitFor()
    await page.getByRole('button', { name: 'Add members' }).click()
    await dialog.getByLabel('UserIDs').fill('member-00002\nmember-00003')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('cell', { name: 'member-00003', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Show messages' }).isDisabled()).toBe(true)
    await page.getByLabel('Why do you look?').fill('complaint 4711')
    await page.getByRole('button', { name: 'Show messages' }).click()
    await page.getByText('Event of the group').first().waitFor()
    await open('/audit', 'Audit log')
    await page.getByText('Read messages of a group').first().waitFor()
    await page.getByRole('button', { name: /^More: Read messages of a group/ }).click()
    await page.getByText('complaint 4711').waitFor()
    await page.getByText('group g-complaints').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await serious()).toEqual([])
  })

  it('ends one session of an account, and leaves the others', async () => {
    const { accounts } = opened.server.im
    await accounts.apps.updateSettings(sdkAppId, { loginPolicy: 'multi' })
    const { keyId } = await accounts.keys.makeSecret(sdkAppId)
    const key = secretKey(await accounts.keys.revealSecret(sdkAppId, keyId))
    const device = async (platform: 'Web' | 'iOS') => {
      const client = await RawClient.open(opened.server.url)
      await client.login({ sdkAppId, userId: 'teller', userSig: sign(key, { sdkAppId, userId: 'teller' }), platform })
      return client
    }
    const [phone, browser] = [await device('iOS'), await device('Web')]
    await open('accounts/one?userId=teller', 'Account teller')
    await page.getByRole('row', { name: /iOS/ }).getByRole('button', { name: 'End this session' }).click()
    await page.getByRole('row', { name: /iOS/ }).waitFor({ state: 'detached' })
    await phone.until(() => phone.closed !== undefined)
    expect(browser.closed).toBeUndefined()
    expect(await serious()).toEqual([])
    await browser.close()
  })

  it('saves a setting with its bounds held before anything is sent', async () => {
    await open('limits', 'Features and limits')
    const field = page.getByLabel('History is kept for')
    await field.fill('99999')
    await page.getByText('A whole number from 0 to 3,650.').waitFor()
    await field.fill('30')
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.getByText('Saved. It holds from now on.').waitFor()
    expect(opened.server.im.accounts.settings(sdkAppId).roamingDays).toBe(30)
    expect(await serious()).toEqual([])
  })

  it('[CON12] shows a read-only user no button that would be refused, and no page of the owner', async () => {
    await asStaff('looker', 'readOnly', async (other) => {
      await open('accounts', 'Accounts', other)
      for (const name of ['New account', 'Import CSV'])
        expect(await other.getByRole('button', { name }).count()).toBe(0)
      for (const name of ['Console users', 'Audit log']) expect(await other.getByRole('link', { name }).count()).toBe(0)
      await open('accounts/one?userId=teller', 'Account teller', other)
      for (const name of ['Edit', 'End all sessions', 'End this session', 'Change the mute', 'Erase']) {
        expect([name, await other.getByRole('button', { name }).count()]).toEqual([name, 0])
      }
      await open('groups/one?groupId=g-complaints', 'Group g-complaints', other)
      await other.getByRole('cell', { name: 'teller' }).waitFor()
      for (const name of ['Edit', 'Transfer', 'Add members', 'Show messages', 'Dissolve the group']) {
        expect([name, await other.getByRole('button', { name }).count()]).toEqual([name, 0])
      }
      await open('limits', 'Features and limits', other)
      expect(await other.getByLabel('History is kept for').isDisabled()).toBe(true)
      await other.goto(`${opened.server.url}/console/users`)
      await other.getByRole('alert').waitFor()
      expect(await other.getByRole('button', { name: 'New user' }).count()).toBe(0)
    })
  })

  it('makes a console user whose password is shown once, and takes the role away again', async () => {
    await open('/users', 'Console users')
    await page.getByRole('button', { name: 'New user' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('olga')
    await dialog.getByLabel('Role').selectOption('operator')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByText('One-time password for olga').waitFor()
    const password = await page.getByRole('dialog').locator('code').innerText()
    expect(await opened.server.im.consoleUsers.verifyPassword('olga', password)).toMatchObject({ mustChange: true })
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('button', { name: 'Remove: olga' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('cell', { name: 'olga', exact: true }).waitFor({ state: 'detached' })
    expect(await opened.server.im.consoleUsers.get('olga')).toBeUndefined()
    expect(await serious()).toEqual([])
  })

  it('[CON13] sets up a second factor with an authenticator, and then a sign-in takes a code', async () => {
    await asStaff('phone', 'developer', async (other) => {
      await open('/own', 'Own account', other)
      await other.getByRole('button', { name: 'Set up' }).click()
      await other.getByLabel('Current password').last().fill(CHOSEN)
      await other.getByRole('button', { name: 'Begin' }).click()
      await other.getByRole('img', { name: 'QR code to set up an authenticator' }).waitFor()
      const secret = (await other.locator('.factor-secret code').innerText()).replaceAll(/\s/g, '')
      await other.getByLabel('Code', { exact: true }).fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
      await other.getByRole('button', { name: 'Confirm' }).click()
      await other.getByRole('button', { name: 'I have kept them' }).waitFor()
      const codes = await other.locator('.recovery-codes code').allInnerTexts()
      expect(codes).toHaveLength(10)
      expect(await serious(other)).toEqual([])
      await other.getByRole('button', { name: 'I have kept them' }).click()
      await other.getByText('On · 10 recovery codes left').waitFor()
      await other.context().clearCookies()
      await other.goto(`${opened.server.url}/console/`)
      await other.getByLabel('Name', { exact: true }).fill('phone')
      await other.getByLabel('Password', { exact: true }).fill(CHOSEN)
      await other.getByRole('button', { name: 'Sign in' }).click()
      await other.getByLabel('One-time code').fill('000000')
      await other.getByRole('button', { name: 'Sign in' }).click()
      await other.getByText('The name, the password or the code is wrong.').waitFor()
      await other.getByLabel('One-time code').fill(codes[0]!)
      await other.getByRole('button', { name: 'Sign in' }).click()
      await other.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
    })
  })

  it('goes through all of it without an error of the page, and without leaving the server', () => {
    expect(visit.trouble).toEqual([])
  })

  async function asStaff(name: string, role: Role, look: (page: Page) => Promise<void>): Promise<void> {
    const { consoleUsers } = opened.server.im
    const { password } = await consoleUsers.create({ name, role })
    await consoleUsers.changePassword(name, password, CHOSEN)
    const { page: other, context, trouble } = await opened.visit()
    await other.goto(`${opened.server.url}/console/`)
    await other.getByLabel('Name', { exact: true }).fill(name)
    await other.getByLabel('Password', { exact: true }).fill(CHOSEN)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
    await look(other)
    expect(trouble).toEqual([])
    await context.close()
  }
})

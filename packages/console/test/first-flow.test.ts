import { readFile } from 'node:fs/promises'
import chat from '@signet/chat'
import { privateKey, sign } from '@signet/usersig/node'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../../server/test/console-browser.ts'
import { CHOSEN, type OpenedConsole, openConsole, signIn } from './opened-console.ts'

const skipped = chromiumPath === undefined ? ' (skipped: no chromium, chromium-browser or google-chrome on PATH)' : ''

describe.skipIf(chromiumPath === undefined)(`the first flow in a browser${skipped}`, () => {
  let opened: OpenedConsole
  beforeAll(async () => {
    opened = await openConsole()
  }, 120_000)
  afterAll(() => opened?.close())

  it('[CON9] [CHK27] leads from the printed password to a login through the SDK, and the private key never leaves the browser', async () => {
    const { server } = opened
    const { page, trouble, requests } = await opened.visit()
    const { password } = server.firstRun!

    await signIn(page, server.url, password)
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
    await page.getByLabel('One-time password').fill(password)
    await page.getByLabel('New password', { exact: true }).fill(CHOSEN)
    await page.getByLabel('New password again').fill(CHOSEN)
    await page.getByRole('button', { name: 'Save and go on' }).click()

    await page.getByRole('main').getByText('No application yet', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'New application' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('My shop')
    await page.getByRole('dialog').getByRole('button', { name: 'New application' }).click()

    await page.getByRole('heading', { name: 'Application configuration' }).waitFor()
    const sdkAppId = Number(/apps\/(\d+)/.exec(page.url())?.[1])
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Account name').fill('My bookshop')
    await page.getByLabel('Account administrators').fill('administrator\nbackend')
    await page.getByLabel('Login policy').selectOption('multi')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await server.im.accounts.apps.get(sdkAppId)).toMatchObject({
      name: 'My bookshop',
      administrators: ['administrator', 'backend'],
      settings: { loginPolicy: 'multi' },
    })

    await page.getByRole('link', { name: 'Get a key pair' }).click()
    await page.getByRole('button', { name: 'New key' }).first().click()
    await page.getByRole('button', { name: 'Make the key' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download keys.zip' }).click()
    const files = unzipSync(new Uint8Array(await readFile(await (await download).path())))
    expect(Object.keys(files).sort()).toEqual(['private_key', 'public_key'])
    const pem = strFromU8(files['private_key']!)
    const [key] = await server.im.accounts.keys.list(sdkAppId)
    expect(strFromU8(files['public_key']!).trim()).toBe(key?.publicKey?.trim())

    await page.getByRole('button', { name: 'Try it in the development tools' }).click()
    await page.getByRole('button', { name: 'Make the UserSig' }).click()
    await page.getByRole('button', { name: 'Verify it' }).click()
    await page.getByRole('button', { name: 'Verify', exact: true }).click()
    await page.getByText('The UserSig is good.').waitFor()
    await page.getByRole('tab', { name: 'Explain' }).click()
    await page.getByText('A login as alice would succeed.').waitFor()
    await page.getByText(`Made with the key ${key?.keyId} (Active)`).waitFor()
    await page.getByRole('tab', { name: 'Try a login' }).click()
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByText('The SDK is ready: messages can be sent').waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('Logged out').waitFor()

    const client = chat.createInstance({ SDKAppID: sdkAppId, proxyServer: server.url })
    const userSig = sign(privateKey(pem), { sdkAppId, userId: 'bob', expire: 600 })
    await client.login({ userID: 'bob', userSig })
    await client.destroy()

    const bodies = requests.map((request) => request.postData() ?? '')
    const secretPart = pem.split('\n')[1]!
    expect(bodies.some((body) => body.includes('PUBLIC KEY'))).toBe(true)
    expect(bodies.filter((body) => body.includes('PRIVATE') || body.includes(secretPart))).toEqual([])
    expect(requests.filter((request) => /eJ|eA|PRIVATE/.test(new URL(request.url()).search))).toEqual([])
    const changes = requests.filter((request) => request.method() !== 'GET')
    const unproven = changes.filter((request) => request.headers()['x-csrf-token'] === undefined)
    expect(changes.length).toBeGreaterThan(6)
    expect(unproven.map((request) => `${request.method()} ${new URL(request.url()).pathname}`)).toEqual([])
    expect(trouble).toEqual([])
  }, 90_000)

  it('says why a ticket is refused, with the code that a login gets, and what to do', async () => {
    const { server } = opened
    const app = await server.im.accounts.apps.create({ name: 'Other' })
    await server.im.accounts.keys.makeKeyPair(app.sdkAppId)
    const stranger = await server.im.accounts.apps.create({ name: 'Stranger' })
    const { privateKey: pem } = await server.im.accounts.keys.makeKeyPair(stranger.sdkAppId)
    const userSig = sign(privateKey(pem), { sdkAppId: app.sdkAppId, userId: 'alice', expire: 600 })
    const { page, trouble } = await opened.visit()
    await signIn(page, server.url, CHOSEN)
    await page.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
    await page.goto(`${server.url}/console/apps/${app.sdkAppId}/dev-tools?tool=explain`)
    await page.getByLabel('UserSig').fill(userSig)
    await page.getByRole('button', { name: 'Explain' }).click()
    await page.getByText('A login would be refused with 70009 USERSIG_KEY_MISMATCH.').waitFor()
    await page.getByText('No key of this application made it.').waitFor()
    await page.getByText('The backend signs with another key').waitFor()
    await page.getByRole('tab', { name: 'Try a login' }).click()
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByText('Refused with 70009').waitFor()
    expect(trouble).toEqual([])
  })

  it('rotates a key while people are online: nobody is dropped, and the count of sessions says when the old one is done', async () => {
    const { server } = opened
    const { sdkAppId } = await server.im.accounts.apps.create({ name: 'Rotation' })
    const old = await server.im.accounts.keys.makeKeyPair(sdkAppId)
    const enterWith = async (pem: string, userID: string) => {
      const client = chat.createInstance({ SDKAppID: sdkAppId, proxyServer: server.url })
      const ready = new Promise((resolve) => client.once(chat.EVENT.SDK_READY, resolve))
      await client.login({ userID, userSig: sign(privateKey(pem), { sdkAppId, userId: userID, expire: 600 }) })
      await ready
      return client
    }
    const alice = await enterWith(old.privateKey, 'alice')
    const dropped: unknown[] = []
    alice.on(chat.EVENT.KICKED_OUT, ({ data }) => dropped.push(data))

    const { page, trouble } = await opened.visit()
    await signIn(page, server.url, CHOSEN)
    await page.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
    await page.goto(`${server.url}/console/apps/${sdkAppId}/keys`)
    await page.getByRole('row', { name: old.keyId }).getByRole('cell', { name: '1', exact: true }).waitFor()
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByRole('button', { name: 'Make the key' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download keys.zip' }).click()
    const files = unzipSync(new Uint8Array(await readFile(await (await download).path())))
    await page.getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('button', { name: `Retire: ${old.keyId}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click()
    await page.getByRole('row', { name: old.keyId }).getByText('Retiring').waitFor()

    const bob = await enterWith(strFromU8(files['private_key']!), 'bob')
    await alice.sendMessage(
      alice.createTextMessage({ to: 'bob', conversationType: chat.TYPES.CONV_C2C, payload: { text: 'still here' } }),
    )
    expect(dropped).toEqual([])
    await alice.destroy()
    await page.getByRole('row', { name: old.keyId }).getByRole('cell', { name: '0', exact: true }).waitFor()
    await page.getByRole('button', { name: `Revoke: ${old.keyId}` }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: 'Revoke' }).isDisabled()).toBe(true)
    await dialog.getByLabel(`Type ${old.keyId} to confirm`).fill(old.keyId)
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('row', { name: old.keyId }).getByText('Revoked').waitFor()
    expect(bob.getLoginUser()).toBe('bob')
    await bob.destroy()
    expect(trouble).toEqual([])
  }, 60_000)

  it('[APP7] disables an application and erases it for who types its name, and nobody else', async () => {
    const { server } = opened
    const { sdkAppId } = await server.im.accounts.apps.create({ name: 'Short lived' })
    const { page, trouble } = await opened.visit()
    await signIn(page, server.url, CHOSEN)
    await page.getByRole('button', { name: 'Disable: Short lived' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await page.getByRole('button', { name: 'Enable: Short lived' }).waitFor()
    expect((await server.im.accounts.apps.get(sdkAppId)).disabledAt).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Delete: Short lived' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Type Short lived to confirm').fill('Short')
    expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Type Short lived to confirm').fill('Short lived')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('row', { name: 'Short lived' }).waitFor({ state: 'detached' })
    await expect(server.im.accounts.apps.get(sdkAppId)).rejects.toMatchObject({ errorName: 'APP_NOT_FOUND' })
    expect(trouble).toEqual([])
  }, 30_000)
})

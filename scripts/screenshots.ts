/** `node --conditions=source scripts/screenshots.ts`: makes the pictures of the guides, docs/images/*.png, from a real console in Chromium. */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { generateKeyPair, privateKey, sign } from '@signet/usersig/node'
import type { Page } from 'playwright-core'
import { enter, openConsole } from '../packages/console/test/opened-console.ts'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const SIZE = { width: 1100, height: 700 }

const LANGUAGES = [
  { language: 'en', suffix: '', newKey: 'New key', explain: 'Explain' },
  { language: 'zh', suffix: '.zh', newKey: '新建密钥', explain: '诊断' },
] as const

await mkdir(folder, { recursive: true })
const opened = await openConsole()
try {
  const { server } = opened
  const { page } = await opened.visit()
  await page.setViewportSize(SIZE)
  await enter(opened, page)
  const { sdkAppId } = await server.im.accounts.apps.create({ name: 'My shop', sdkAppId: 1400000001 })
  await server.im.accounts.keys.makeKeyPair(sdkAppId)
  const stranger = privateKey(generateKeyPair().privateKey)
  const userSig = sign(stranger, { sdkAppId, userId: 'alice', expire: 86_400 })
  const at = (path: string): string => `${server.url}/console/apps/${sdkAppId}/${path}`

  for (const { language, suffix, newKey, explain } of LANGUAGES) {
    await page.evaluate((chosen) => localStorage.setItem('signet-console-language', chosen), language)
    const shoot = (name: string) => page.screenshot({ path: `${folder}${name}${suffix}.png` })

    await open(page, at('configuration'))
    await shoot('configuration')
    await open(page, at('keys'))
    await page.getByRole('button', { name: newKey }).click()
    await shoot('new-key')
    await open(page, at('dev-tools?tool=explain'))
    await page.getByLabel('UserSig').fill(userSig)
    await page.getByRole('button', { name: explain, exact: true }).click()
    await page.getByText('70009').waitFor()
    await page.getByText('70009').scrollIntoViewIfNeeded()
    await page.mouse.wheel(0, 320)
    await page.waitForTimeout(300)
    await shoot('explain')
  }
} finally {
  await opened.close()
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

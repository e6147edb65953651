/** What the pictures of the console show: the first steps with an application, and a UserSig that is explained. */
import { generateKeyPair, privateKey, sign } from '@signet/usersig/node'
import type { Page } from 'playwright-core'
import { enter, type OpenedConsole, openConsole } from '../../packages/console/test/opened-console.ts'

const SIZE = { width: 1100, height: 700 }
const WORDS = {
  en: { newKey: 'New key', explain: 'Explain' },
  zh: { newKey: '新建密钥', explain: '诊断' },
} as const

export type SceneLanguage = keyof typeof WORDS

/** A console with an application in it, as its owner sees it. */
export interface ConsoleScene {
  readonly page: Page
  readonly sdkAppId: number
  /** Opens a page of the application. */
  open(path: string, language: SceneLanguage): Promise<void>
  close(): Promise<void>
}

export async function consoleScene(): Promise<ConsoleScene> {
  const opened: OpenedConsole = await openConsole()
  const { server } = opened
  const { page } = await opened.visit()
  await page.setViewportSize(SIZE)
  await enter(opened, page)
  const { sdkAppId } = await server.im.accounts.apps.create({ name: 'My shop', sdkAppId: 1400000001 })
  await server.im.accounts.keys.makeKeyPair(sdkAppId)
  return {
    page,
    sdkAppId,
    async open(path, language) {
      await page.evaluate((chosen) => localStorage.setItem('signet-console-language', chosen), language)
      await page.goto(`${server.url}/console/apps/${sdkAppId}/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    },
    close: () => opened.close(),
  }
}

export async function showConfiguration(scene: ConsoleScene, language: SceneLanguage): Promise<void> {
  await scene.open('configuration', language)
}

export async function showNewKey(scene: ConsoleScene, language: SceneLanguage): Promise<void> {
  await scene.open('keys', language)
  await scene.page.getByRole('button', { name: WORDS[language].newKey }).click()
}

/** A UserSig that a key of somebody else signed. */
export async function showExplain(scene: ConsoleScene, language: SceneLanguage): Promise<void> {
  const { page, sdkAppId } = scene
  const stranger = privateKey(generateKeyPair().privateKey)
  await scene.open('dev-tools?tool=explain', language)
  await page.getByLabel('UserSig').fill(sign(stranger, { sdkAppId, userId: 'alice', expire: 86_400 }))
  await page.getByRole('button', { name: WORDS[language].explain, exact: true }).click()
  await page.getByText('70009').waitFor()
  await page.getByText('70009').scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 320)
  await page.waitForTimeout(300)
}

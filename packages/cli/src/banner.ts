import type { Config, RunningServer } from '@signet/server'
import { facts } from './answer.ts'

/** What a started server tells about itself. */
export type Running = Pick<RunningServer, 'url' | 'firstRun' | 'demoApp'>

const consoleUrl = (url: string): string => `${url}/console/`
const chatUrl = (url: string): string => `${url}/chat/`

/** A few lines for a person at a terminal. */
export function banner({ url, firstRun, demoApp }: Running, config: Config): string {
  const blocks = [
    `Signet is ready.\n${facts([
      ['server', url],
      ['console', consoleUrl(url)],
      ['chat', chatUrl(url)],
      ['data', config.data.dir],
    ])}`,
  ]
  if (firstRun) {
    blocks.push(
      `First start: sign in to the console with this password. It is shown only now.\n${facts([
        ['name', firstRun.name],
        ['password', firstRun.password],
      ])}`,
    )
  }
  if (demoApp) {
    const body = `'{"userId": "alice"}'`
    blocks.push(
      `Development mode: open the chat in two windows and talk. Anybody on this machine gets a UserSig of the demo application.\n${facts(
        [['SDKAppID', demoApp.sdkAppId]],
      )}\n\n  curl -s ${url}/dev/usersig -H 'content-type: application/json' -d ${body}`,
    )
  }
  return `\n${blocks.join('\n\n')}\n`
}

/** One line of JSON for a program that waits for the server. */
export function readyLine({ url, firstRun, demoApp }: Running): string {
  return JSON.stringify({
    ok: true,
    url,
    console: consoleUrl(url),
    pid: process.pid,
    ...(firstRun ? { firstRun: { name: firstRun.name, password: firstRun.password } } : {}),
    ...(demoApp ? { demoApp: { sdkAppId: demoApp.sdkAppId } } : {}),
  })
}

import type { Command } from 'commander'
import { type Answer, answering, facts } from '../answer.ts'
import { parseSdkAppId } from '../arguments.ts'
import { type ConfigOptions, withDataOptions } from '../config-options.ts'
import { refuseTaken, writeNewFiles } from '../files.ts'
import { group, leaf } from '../leaf.ts'
import { withAdmin } from './admin.ts'
import { describeEndpoint, describeEndpoints } from './describe-webhooks.ts'
import { addDeadLetters } from './webhooks-dead.ts'
import { type EndpointOptions, settingsOf, withEndpointOptions } from './webhooks-options.ts'

interface AddOptions extends ConfigOptions, EndpointOptions {
  readonly out?: string
}

export function addWebhooks(parent: Command): void {
  const webhooks = group(parent, 'webhooks', 'Where an application hears of what happens, and is asked before.', [
    'signet app webhooks add 1400000001 https://shop.example/im --on after',
    'signet app webhooks list 1400000001',
    'signet app webhooks set 1400000001 wh-0123456789ab --on C2C.CallbackBeforeSendMsg',
  ])
  const ofApp = (name: string, description: string, examples: readonly string[]): Command =>
    withDataOptions(
      leaf(webhooks, name, description, examples).argument('<sdkappid>', 'the application', parseSdkAppId),
    )

  withEndpointOptions(
    ofApp('add', 'Add a URL, and write its signing secret to a file.', [
      'signet app webhooks add 1400000001 https://shop.example/im --on after',
      'signet app webhooks add 1400000001 http://localhost:9000/ --on all --out secret --dev',
    ]),
  )
    .argument('<url>', 'http or https')
    .option('--out <file>', 'file for the signing secret; ./webhook-secret-<SDKAppID> when not given')
    .action(answering(add))
  ofApp('list', 'List the URLs and what goes there. No secret is shown.', [
    'signet app webhooks list 1400000001',
  ]).action(answering(list))
  withEndpointOptions(
    ofApp('set', 'Change a URL: what is not named stays.', [
      'signet app webhooks set 1400000001 ENDPOINTID --on C2C.CallbackBeforeSendMsg --off State.StateChange',
      'signet app webhooks set 1400000001 ENDPOINTID --url https://shop.example/v2 --timeout 500',
    ]),
  )
    .argument('<endpointid>', 'the URL, as `list` names it')
    .option('--url <url>', 'another URL')
    .action(answering(set))
  ofApp('remove', 'Take a URL away, and what waits for it.', ['signet app webhooks remove 1400000001 ENDPOINTID'])
    .argument('<endpointid>', 'the URL, as `list` names it')
    .action(answering(remove))
  ofApp('rotate-secret', 'Make another signing secret; the old one signs too for a day.', [
    'signet app webhooks rotate-secret 1400000001 ENDPOINTID --out new-secret',
  ])
    .argument('<endpointid>', 'the URL, as `list` names it')
    .requiredOption('--out <file>', 'file for the new secret')
    .action(answering(rotate))
  addDeadLetters(ofApp)
}

async function add(options: AddOptions, sdkAppId: number, url: string): Promise<Answer> {
  const { out = `webhook-secret-${sdkAppId}` } = options
  refuseTaken([out])
  const settings = await settingsOf(options, [])
  return await withAdmin(options, {}, async ({ webhooks }) => {
    const { endpoint, secret } = await webhooks.endpoints.add(sdkAppId, { ...settings, url })
    try {
      writeNewFiles('.', [{ path: out, content: `${secret}\n`, mode: 0o600 }])
    } catch (error) {
      await webhooks.endpoints.remove(sdkAppId, endpoint.endpointId)
      throw error
    }
    return {
      text: `${describeEndpoint(endpoint)}\n${facts([['signing secret', out]])}`,
      data: { ok: true, sdkAppId, endpoint, secretFile: out },
    }
  })
}

async function list(options: ConfigOptions, sdkAppId: number): Promise<Answer> {
  return await withAdmin(options, {}, async ({ accounts, webhooks }) => {
    await accounts.apps.get(sdkAppId)
    const endpoints = await webhooks.endpoints.list(sdkAppId)
    return { text: describeEndpoints(endpoints), data: { ok: true, sdkAppId, endpoints } }
  })
}

async function set(
  options: ConfigOptions & EndpointOptions & { readonly url?: string },
  sdkAppId: number,
  endpointId: string,
): Promise<Answer> {
  return await withAdmin(options, {}, async ({ webhooks }) => {
    const known = (await webhooks.endpoints.list(sdkAppId)).find((one) => one.endpointId === endpointId)
    const settings = await settingsOf(options, known?.commands ?? [])
    const url = options.url === undefined ? {} : { url: options.url }
    const endpoint = await webhooks.endpoints.update(sdkAppId, endpointId, { ...settings, ...url })
    return { text: describeEndpoint(endpoint), data: { ok: true, sdkAppId, endpoint } }
  })
}

async function remove(options: ConfigOptions, sdkAppId: number, endpointId: string): Promise<Answer> {
  await withAdmin(options, {}, ({ webhooks }) => webhooks.endpoints.remove(sdkAppId, endpointId))
  return { text: `removed ${endpointId}`, data: { ok: true, sdkAppId, endpointId } }
}

async function rotate(
  options: ConfigOptions & { readonly out: string },
  sdkAppId: number,
  endpointId: string,
): Promise<Answer> {
  const { out } = options
  refuseTaken([out])
  const secret = await withAdmin(options, {}, ({ webhooks }) => webhooks.endpoints.rotateSecret(sdkAppId, endpointId))
  writeNewFiles('.', [{ path: out, content: `${secret}\n`, mode: 0o600 }])
  return { text: facts([['signing secret', out]]), data: { ok: true, sdkAppId, endpointId, secretFile: out } }
}

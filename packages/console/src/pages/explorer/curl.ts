/** In single quotes a shell reads everything as it is, but for the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The call as a line for a shell; the ticket stands in a variable, so that it is in no history. */
export function curlOf(call: {
  readonly origin: string
  readonly path: string
  readonly sdkAppId: number
  readonly administrator: string
  readonly body: object
}): string {
  const { origin, path, sdkAppId, administrator, body } = call
  const query = `sdkappid=${sdkAppId}&identifier=${encodeURIComponent(administrator)}&random=${Math.floor(Math.random() * 2 ** 32)}&contenttype=json`
  return [
    'curl -sS -X POST \\',
    `  ${quoted(`${origin}/v4/${path}?${query}&usersig=`)}"$USERSIG" \\`,
    `  -d ${quoted(JSON.stringify(body))}`,
  ].join('\n')
}

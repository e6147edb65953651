import type { TestIm } from '@signet/testkit'

/** What every command answers; the rest is the command's own. */
export interface RestAnswer {
  readonly ActionStatus: string
  readonly ErrorCode: number
  readonly ErrorInfo: string
  readonly ErrorDisplay: string
  readonly [field: string]: unknown
}

export interface RestCall {
  /** Query parameters instead of the good ones; `undefined` leaves one out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The query of an administrator's call, with a ticket of now. */
export const adminQuery = (im: TestIm) => ({
  sdkappid: im.sdkAppId,
  identifier: 'administrator',
  usersig: im.sign('administrator'),
  random: 99_999,
  contenttype: 'json',
})

/** Sends bytes to a path of the server API. */
export async function restRaw(
  im: TestIm,
  path: string,
  body: BodyInit | null,
  { query, method = 'POST', headers = {} }: RestCall = {},
): Promise<Response> {
  const url = new URL(`/v4/${path}`, im.url)
  for (const [name, value] of Object.entries({ ...adminQuery(im), ...query })) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body }) })
}

/** Calls a command as the administrator, as a backend would. */
export async function rest(im: TestIm, path: string, body: object = {}, call: RestCall = {}): Promise<RestAnswer> {
  return (await (await restRaw(im, path, JSON.stringify(body), call)).json()) as RestAnswer
}

/** As `rest`, and the code alone. */
export const restCode = async (...call: Parameters<typeof rest>): Promise<number> => (await rest(...call)).ErrorCode

export const OK = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', ErrorDisplay: '' }

import { randomInt } from 'node:crypto'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { RawClient, TestIm } from '@signet/testkit'

export type FileInfo = NonNullable<OpOutput<'file.url'>['files'][number]['info']>

/** Posts bytes with a ticket. */
export const post = (im: TestIm, ticket: string, body: Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${im.url}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, ...headers },
    body: new Uint8Array(body),
  })

export const get = (im: TestIm, url: string, headers: Record<string, string> = {}) => fetch(im.url + url, { headers })

export const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())

/** What a client does to upload: asks for a ticket, then posts the bytes with it. */
export async function uploadAs(im: TestIm, client: RawClient, body: Uint8Array, name = 'file.bin'): Promise<FileInfo> {
  const { ticket } = await client.request('file.ticket', { name, size: body.length })
  const answer = await post(im, ticket, body)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as FileInfo
}

/** The address that a user gets for a file now; nothing when it is not for them. */
export async function urlFor(client: RawClient, fileId: string, conversation?: string): Promise<string | undefined> {
  const named = conversation === undefined ? {} : { conversation }
  const { files } = await client.request('file.url', { fileIds: [fileId], ...named })
  return files[0]!.info?.url
}

/** Sends a message that carries a file. */
export const sendFile = (client: RawClient, to: { to: string } | { group: string }, fileId: string) =>
  client.request('send', {
    ...to,
    random: randomInt(2 ** 32),
    clientTime: 1_700_000_000,
    body: [{ MsgType: 'TIMFileElem', MsgContent: { UUID: fileId, FileName: 'x', FileSize: 1 } }],
  })

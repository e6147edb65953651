import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { RawClient, TestIm } from '@signet/testkit'

export type FileInfo = NonNullable<OpOutput<'file.url'>['files'][number]['info']>

/** What a client does to upload: asks for a ticket, then posts the bytes with it. */
export async function post(im: TestIm, ticket: string, body: Uint8Array, headers: Record<string, string> = {}) {
  return await fetch(`${im.url}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, ...headers },
    body: new Uint8Array(body),
  })
}

export async function uploadAs(im: TestIm, client: RawClient, body: Uint8Array, name = 'file.bin'): Promise<FileInfo> {
  const { ticket } = await client.request('file.ticket', { name, size: body.length })
  const answer = await post(im, ticket, body)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as FileInfo
}

/** The address that a user gets for a file now; nothing when it is not for them. */
export async function urlFor(client: RawClient, fileId: string, conversation?: string): Promise<string | undefined> {
  const { files } = await client.request('file.url', {
    fileIds: [fileId],
    ...(conversation === undefined ? {} : { conversation }),
  })
  return files[0]!.info?.url
}

let random = 1

/** Sends a message that carries a file. */
export const sendFile = (client: RawClient, to: string, fileId: string) =>
  client.request('send', {
    to,
    random: random++,
    clientTime: 1_700_000_000,
    body: [{ MsgType: 'TIMFileElem', MsgContent: { UUID: fileId, FileName: 'x', FileSize: 1 } }],
  })

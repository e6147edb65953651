import type { FastifyInstance } from 'fastify'
import { fail } from '../../engine/failure.ts'
import type { HistoryFiles } from './create.ts'
import { CHAT_TYPES, hourText } from './rules.ts'

interface FileRequest {
  Params: { sdkAppId: string; chatType: string; hour: string }
  Querystring: { expires?: unknown; signature?: unknown }
}

/** `GET /history-files/…`: only by an address that get_history gave out. */
export function addHistoryFiles(http: FastifyInstance, files: HistoryFiles): void {
  http.get<FileRequest>('/history-files/:sdkAppId/:chatType/:hour', async ({ params, query }, reply) => {
    const [sdkAppId, hour, expires] = [params.sdkAppId, params.hour, query.expires].map(Number) as [
      number,
      number,
      number,
    ]
    const chatType = CHAT_TYPES.find((type) => type === params.chatType)
    const { signature } = query
    if (typeof signature !== 'string' || chatType === undefined || files.now() >= expires) throw fail('FILE_DENIED')
    if (!files.signer.verify(signature, 'history', sdkAppId, chatType, hour, expires)) throw fail('FILE_DENIED')
    const row = await files.store.find(sdkAppId, chatType, hour)
    const stream = row === undefined || row.blob === '' ? undefined : await files.blobs.read(row.blob)
    if (row === undefined || stream === undefined) throw fail('FILE_NOT_FOUND')
    return reply
      .headers({
        'content-type': 'application/gzip',
        'content-length': row.gzip_bytes,
        'content-disposition': `attachment; filename="${hourText(hour)}-${chatType}.json.gz"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(stream)
  })
}

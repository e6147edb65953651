import { ERRORS } from '@signet/protocol/errors'
import type { OpName } from '@signet/protocol/realtime/requests'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { identityOf } from '../sessions/identity.ts'
import { askToUpload } from './ask.ts'
import { infosFor } from './info.ts'
import type { FileParts } from './parts.ts'
import { groupIdOfConversation } from './rules.ts'

/** Socket requests about files: who asks is the session's user, of the session's application. */
export function fileHandlers(parts: FileParts): Pick<Handlers, Extract<OpName, `file.${string}`>> {
  return {
    async 'file.ticket'(session, wish) {
      return { ...(await askToUpload(parts, identityOf(session), wish)), url: '/files' }
    },
    async 'file.url'(session, { fileIds, conversation }) {
      const infos = await infosFor(parts, identityOf(session), fileIds, groupIdOfConversation(conversation))
      const files = fileIds.map((fileId) => {
        const info = infos.get(fileId)
        return info === undefined ? { fileId, code: ERRORS.FILE_NOT_FOUND.code } : { fileId, code: 0, info }
      })
      return { files }
    },
  }
}

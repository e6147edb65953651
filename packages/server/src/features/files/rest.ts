import { ERRORS } from '@signet/protocol/errors'
import type { RestHandlers } from '../../engine/http/rest.ts'
import { applicationAddress, setBanned } from './banned.ts'
import type { FileParts } from './parts.ts'

const MISSING = { Code: ERRORS.FILE_NOT_FOUND.code, Desc: ERRORS.FILE_NOT_FOUND.text, PreSigURL: '', Status: 2 }

/** Server API: files that messages carry. */
export function fileCommands(
  files: FileParts,
): Pick<RestHandlers, Extract<keyof RestHandlers, `im_cos_msg/${string}`>> {
  return {
    async 'im_cos_msg/forbid_illegal_object'({ sdkAppId }, { RawURL }) {
      await setBanned(files, sdkAppId, RawURL, true)
      return {}
    },
    async 'im_cos_msg/allow_banned_object'({ sdkAppId }, { RawURL }) {
      await setBanned(files, sdkAppId, RawURL, false)
      return {}
    },
    async 'im_cos_msg/get_cos_sig'(caller, { RawURLs }) {
      const PreSigURLs = []
      for (const { ResourceID, RawURL } of RawURLs) {
        const found = await applicationAddress(files, caller, RawURL)
        const item = found && { Code: 0, Desc: '', PreSigURL: found.address, Status: found.banned ? 1 : 0 }
        PreSigURLs.push({ ResourceID, ...(item ?? MISSING) })
      }
      return { PreSigURLs }
    },
  }
}

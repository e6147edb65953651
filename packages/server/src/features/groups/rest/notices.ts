import type { RestHandlers } from '../../../engine/http/rest.ts'
import { notifyGroup } from '../notify.ts'
import type { GroupParts } from '../parts.ts'
import { appCaller } from './wire.ts'

/** Server API: what the application tells the members of a group. */
export function groupNoticeCommands(
  groups: GroupParts,
  maxBytes: (sdkAppId: number) => number,
): Pick<RestHandlers, 'group_open_http_svc/send_group_system_notification'> {
  return {
    async 'group_open_http_svc/send_group_system_notification'(caller, input) {
      const { GroupId, Content: content, ToMembers_Account, TopicId: topicId } = input
      const to = ToMembers_Account?.length === 0 ? undefined : ToMembers_Account
      await notifyGroup(groups, appCaller(caller), GroupId, { content, to, topicId }, maxBytes(caller.sdkAppId))
      return {}
    },
  }
}

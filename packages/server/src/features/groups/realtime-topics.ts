import type { TOPIC_OPS } from '@signet/protocol/realtime/ops/topics'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import { callerOf, PAGE, selfOf, withCursor } from './caller.ts'
import type { Groups } from './create-groups.ts'
import {
  changePermissionMembers,
  createPermissionGroup,
  deletePermissionGroup,
  ownPermissions,
  permissionGroupList,
  permissionMembers,
  setTopicPermission,
  topicPermissions,
  updatePermissionGroup,
} from './permissions/permissions.ts'
import { createTopic, deleteTopics, topicList, updateTopic } from './topics/topics.ts'

/** Socket requests about topics of communities, and what their members may do. */
export function topicHandlers(groups: Groups): Pick<Handlers, keyof typeof TOPIC_OPS> {
  return {
    'topic.create': (session, { groupId, ...wish }) =>
      createTopic(groups, callerOf(session), groupId, { ...wish, createdAt: undefined }),

    async 'topic.update'(session, { topicId, ...update }) {
      return { topic: await updateTopic(groups, callerOf(session), topicId, update) }
    },

    'topic.delete': (session, { groupId, topicIds }) => deleteTopics(groups, callerOf(session), groupId, topicIds),

    async 'topic.list'(session, { groupId, topicIds }) {
      const topics = await topicList(groups, callerOf(session), groupId, topicIds)
      return { topics: topics.map(({ timeline: _, ...topic }) => topic) }
    },

    'permission.create': (session, { groupId, ...wish }) =>
      createPermissionGroup(groups, callerOf(session), groupId, wish),

    async 'permission.update'(session, { groupId, permissionId, ...wish }) {
      await updatePermissionGroup(groups, callerOf(session), groupId, permissionId, wish)
      return {}
    },

    async 'permission.delete'(session, { groupId, permissionId }) {
      await deletePermissionGroup(groups, callerOf(session), groupId, permissionId)
      return {}
    },

    async 'permission.list'(session, { groupId }) {
      return { groups: await permissionGroupList(groups, callerOf(session), groupId) }
    },

    async 'permission.addMembers'(session, { groupId, permissionId, userIds }) {
      await changePermissionMembers(groups, callerOf(session), groupId, permissionId, userIds, true)
      return {}
    },

    async 'permission.removeMembers'(session, { groupId, permissionId, userIds }) {
      await changePermissionMembers(groups, callerOf(session), groupId, permissionId, userIds, false)
      return {}
    },

    async 'permission.members'(session, { groupId, permissionId, cursor, limit = PAGE }) {
      const page = await permissionMembers(groups, callerOf(session), groupId, permissionId, { cursor, limit })
      return { userIds: page.userIds, ...withCursor(page.cursor) }
    },

    async 'permission.setTopic'(session, { groupId, topicId, permissionId, permission }) {
      await setTopicPermission(groups, callerOf(session), groupId, topicId, permissionId, permission)
      return {}
    },

    async 'permission.ofTopic'(session, { groupId, topicId }) {
      return { permissions: await topicPermissions(groups, callerOf(session), groupId, topicId) }
    },

    'permission.own': (session, { groupId, topicId }) => ownPermissions(groups, selfOf(session), groupId, topicId),
  }
}

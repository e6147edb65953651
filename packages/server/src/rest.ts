import { openapi } from '@signet/protocol/openapi'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config/table.ts'
import { addRest, type RestCalls, type RestHandlers } from './engine/http/rest.ts'
import type { Metrics } from './engine/metrics.ts'
import { createAuthorize } from './features/accounts/administrator.ts'
import { accountCommands } from './features/accounts/rest.ts'
import { addressCommands } from './features/addresses/rest.ts'
import { auditCommands } from './features/audit/rest.ts'
import { dirtyWordCommands } from './features/audit/rest-dirty-words.ts'
import { conversationGroupCommands } from './features/conversations/rest/groups.ts'
import { conversationListCommands } from './features/conversations/rest/list.ts'
import { conversationCommands } from './features/conversations/rest/private.ts'
import { dailyCommands } from './features/daily-figures/rest.ts'
import { fileCommands } from './features/files/rest.ts'
import { followCommands } from './features/follow/rest.ts'
import { friendCommands } from './features/friends/rest/friends.ts'
import { friendListCommands } from './features/friends/rest/lists.ts'
import { friendLookCommands } from './features/friends/rest/look.ts'
import { muteCommands } from './features/global-mute/rest.ts'
import { groupDataCommands } from './features/groups/rest/data.ts'
import { groupMessageImportCommands } from './features/groups/rest/import-messages.ts'
import { groupImportCommands } from './features/groups/rest/imports.ts'
import { groupInfoCommands } from './features/groups/rest/info.ts'
import { groupMemberCommands } from './features/groups/rest/members.ts'
import { groupMessageCommands } from './features/groups/rest/messages.ts'
import { groupNoticeCommands } from './features/groups/rest/notices.ts'
import { groupReceiptCommands } from './features/groups/rest/receipts.ts'
import { topicCommands } from './features/groups/rest/topics.ts'
import { addHistoryFiles } from './features/history-files/http.ts'
import { historyFileCommands } from './features/history-files/rest.ts'
import { changeCommands } from './features/messages/rest/changes.ts'
import { extensionCommands } from './features/messages/rest/extensions.ts'
import { roamCommands } from './features/messages/rest/history.ts'
import { importCommands } from './features/messages/rest/import.ts'
import { sendCommands } from './features/messages/rest/send.ts'
import { officialCommands } from './features/official-accounts/rest.ts'
import { profileCommands } from './features/profiles/rest.ts'
import { pushCommands } from './features/push/rest.ts'
import { robotCommands } from './features/robots/rest.ts'
import { roomCommands } from './features/rooms/rest.ts'
import { presenceCommands } from './features/sessions/rest.ts'
import { createOverLimitAlert } from './features/webhooks/over-limit.ts'
import type { Im } from './im.ts'

/** The handlers of the server API, from all features. A command of the table without one does not compile. */
export function restHandlers(im: Im): RestHandlers {
  const { db, accounts, groups, timeline, registry, now, toUserAsApp } = im
  const messages = { ...im.messages, db, accounts, toUserAsApp }
  const c2c = im.messages.kinds.C2C
  const isAdministrator = async (sdkAppId: number, userId: string): Promise<boolean> =>
    (await accounts.apps.get(sdkAppId)).administrators.includes(userId)
  return {
    ...accountCommands(im),
    ...profileCommands(im.profiles),
    ...friendCommands(im.friends),
    ...friendLookCommands(im.friends, im.profiles),
    ...friendListCommands(im.friends),
    ...followCommands(im.follow, im.profiles),
    ...groupInfoCommands(groups, timeline, im.rooms.online),
    ...groupMemberCommands(groups),
    ...groupDataCommands(groups),
    ...groupImportCommands(groups),
    ...roomCommands({ groups, rooms: im.rooms, accounts, maxBytes: im.messages.maxBytes, now }),
    ...topicCommands(groups),
    ...auditCommands(im.words),
    ...dirtyWordCommands(im.words),
    ...pushCommands(im.push, accounts),
    ...robotCommands({ ...im, store: im.robots }),
    ...officialCommands(im.officialAccounts),
    ...historyFileCommands(im.historyFiles),
    ...addressCommands(),
    ...fileCommands(im.files),
    ...sendCommands(messages),
    ...importCommands(messages),
    ...roamCommands(messages),
    ...changeCommands(messages),
    ...extensionCommands(messages),
    ...groupMessageCommands({ ...messages, groups, isAdministrator }),
    ...groupMessageImportCommands({ ...messages, groups, isAdministrator }),
    ...groupNoticeCommands(groups, im.messages.maxBytes),
    ...groupReceiptCommands(groups, { store: groups.store, timeline, registry, now }),
    ...conversationListCommands(im.conversations, im.friends.exists),
    ...conversationGroupCommands(im.conversations, im.friends.exists),
    ...muteCommands(im.globalMute),
    ...dailyCommands({ daily: im.daily, accounts, groupCount: (sdkAppId) => groups.store.groupCount(sdkAppId) }),
    ...presenceCommands({ registry, exists: im.friends.exists }),
    ...conversationCommands({ conversations: im.conversations, timeline, c2c, exists: im.friends.exists }),
  }
}

/** The server API v4 over the parts of a running server. */
export function addServerApi(http: FastifyInstance, im: Im, config: Config, metrics: Metrics, log: Logger): RestCalls {
  const alert = createOverLimitAlert({
    webhooks: im.webhooks,
    onFailure: (error) => log.error({ err: error }, 'an alert is not told'),
    now: () => performance.now(),
  })
  const calls = addRest(http, {
    handlers: restHandlers(im),
    bodyLimitBytes: config.http.bodyLimitBytes,
    limits: {
      perSecond: config.rest.requestsPerSecond,
      perSecondOfApp: config.rest.appRequestsPerSecond,
      now: () => performance.now(),
    },
    authorize: createAuthorize({ accounts: im.accounts, failures: im.login.failures, now: im.now }),
    observer: {
      done: metrics.requestDone,
      crashed(error, reference, path) {
        metrics.crashed()
        log.error({ err: error, reference, path }, 'command failed')
      },
      overLimit: ({ sdkAppId, ip }, path, requests, limit) => alert({ sdkAppId, path, requests, limit, ip }),
    },
  })
  addHistoryFiles(http, im.historyFiles)
  let document: string | undefined
  http.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(openapi())
    return reply.header('content-type', 'application/json; charset=utf-8').send(document)
  })
  return calls
}

import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config/table.ts'
import { consoleRoutes } from './console.ts'
import { openFilesLimit, sessionsWithin } from './engine/file-limit.ts'
import { addHealth } from './engine/http/health.ts'
import { addressReader } from './engine/http/proxy.ts'
import { createHttp } from './engine/http/server.ts'
import { createMetrics } from './engine/metrics.ts'
import { createDispatch } from './engine/realtime/dispatch.ts'
import type { Session } from './engine/realtime/session.ts'
import { createSocketServer, type SocketServer } from './engine/realtime/socket-server.ts'
import { addChatPage } from './features/chat-page/http.ts'
import { addConsole } from './features/console/http.ts'
import { addLanding } from './features/console/landing.ts'
import { conversationHandlers } from './features/conversations/realtime.ts'
import { addDevTools, type DemoApp } from './features/dev/http.ts'
import { addFiles } from './features/files/http.ts'
import { fileHandlers } from './features/files/realtime.ts'
import { followHandlers } from './features/follow/realtime.ts'
import { applicationHandlers } from './features/friends/applications-realtime.ts'
import { friendHandlers } from './features/friends/realtime.ts'
import { groupHandlers } from './features/groups/realtime.ts'
import { messageHandlers } from './features/messages/realtime.ts'
import { changeHandlers } from './features/messages/realtime-changes.ts'
import { addPushReports } from './features/offline-push/http.ts'
import { statusHandlers } from './features/presence/realtime.ts'
import { profileHandlers } from './features/profiles/realtime.ts'
import { revisionHandlers } from './features/revisions/realtime.ts'
import { registerRoomMetrics } from './features/rooms/metrics.ts'
import { roomHandlers } from './features/rooms/realtime.ts'
import { sessionHandlers } from './features/sessions/realtime.ts'
import { watchSession } from './features/sessions/watch.ts'
import { type Im, openIm } from './im.ts'
import { createLog } from './log.ts'
import { addServerApi } from './rest.ts'
import { tidyArrivals } from './tidy-arrivals.ts'

export interface StartOptions {
  /** ms; injectable for tests: judges tickets and stamps messages. Deadlines of sockets go by a clock that nobody sets. */
  readonly now?: () => number
  readonly log?: Logger
}

export interface RunningServer {
  /** `http://127.0.0.1:7070`, with the port that was taken. */
  readonly url: string
  /** Only on the first start with this data folder: the console's owner and the password to hand over once. */
  readonly firstRun: { readonly name: string; readonly password: string } | undefined
  /** Only in development mode. */
  readonly demoApp: DemoApp | undefined
  /** The parts, for the program that embeds the server. */
  readonly im: Im
  /** Leaves gracefully: answers what is under way, tells clients to come back, then closes everything. Idempotent. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Clients that are told to leave come back spread over this time, so that the next server is not stormed. */
const COME_BACK_WITHIN_MS = 5000

/**
 * Starts a server and answers when it is ready.
 * @throws ConfigError, or an Error that says what is wrong (port taken, data folder in use, known secret …)
 * @example
 * await using server = await start(defaultConfig({ server: { port: 0 } }))
 * console.log(server.url)
 */
export async function start(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLog(config)
  const im = await openIm(config, { now: options.now ?? Date.now, log })
  const cleanup: (() => Promise<void>)[] = [() => im.close()]
  try {
    const http = createHttp({
      bodyLimitBytes: config.http.bodyLimitBytes,
      trustProxy: config.http.trustProxy.length > 0 ? [...config.http.trustProxy] : false,
      log,
    })
    cleanup.unshift(() => http.close())
    const running = { ready: false }
    const { sockets, metrics } = addSockets(http, im, config, log)
    cleanup.unshift(() => sockets.close())
    addHealth(http, {
      metrics,
      access: config.metrics.access,
      token: config.metrics.token?.reveal(),
      ready: () => running.ready,
    })
    const demoApp = config.dev ? await addDevTools(http, im, config) : undefined
    addLanding(http, demoApp)
    addFiles(http, im.files, config.sockets)
    im.files.metrics.register(metrics.registry)
    const rest = addServerApi(http, im, config, metrics, log)
    addPushReports(http, im.offlinePush, im.now)
    addChatPage(http, { development: config.dev })
    addConsole(http, im, consoleRoutes(im, rest))
    await http.listen({ host: config.server.host, port: config.server.port })
    // Last of what can fail: the one-time password is told once, so a start that fails must not use it up.
    const owner = await im.consoleUsers.ensureOwner()
    await tidyArrivals(im)
    await im.webhooks.open()
    await im.offlinePush.open()
    await im.push.runner.open()
    running.ready = true
    const url = urlOf(http.server.address() as AddressInfo)
    im.selfTest.reachedAt(url)
    log.info({ url }, 'ready')

    let closing: Promise<void> | undefined
    const close = (): Promise<void> => {
      closing ??= (async () => {
        running.ready = false
        await sockets.leave(COME_BACK_WITHIN_MS, config.shutdown.drainMs)
        const failed: unknown[] = []
        for (const step of cleanup) await step().catch((error: unknown) => failed.push(error))
        if (failed.length > 0) throw failed[0]
        log.info('closed')
      })()
      return closing
    }
    return {
      url,
      firstRun: owner.created ? { name: owner.name, password: owner.password } : undefined,
      demoApp,
      im,
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    for (const step of cleanup) await step().catch(() => {})
    throw error
  }
}

/** The socket side: sessions, the handlers of all features, and what is counted about them. */
function addSockets(http: FastifyInstance, im: Im, config: Config, log: Logger) {
  const holder: { sockets?: SocketServer } = {}
  const metrics = createMetrics([
    { name: 'signet_sockets', help: 'Open sockets.', read: () => holder.sockets?.sessions.size ?? 0 },
    { name: 'signet_users_online', help: 'Users with a session on this node.', read: () => im.registry.users },
  ])
  im.webhooks.register(metrics.registry)
  im.offlinePush.register(metrics.registry)
  registerRoomMetrics(im.rooms, metrics.registry)
  const dispatch = createDispatch(
    {
      ...sessionHandlers(im.login),
      ...messageHandlers(im.messages),
      ...conversationHandlers(im.conversations),
      ...changeHandlers(im.messages),
      ...statusHandlers(im.status),
      ...profileHandlers(im.profiles),
      ...groupHandlers({ ...im.groups, conversations: im.messages.kinds.GROUP }),
      ...roomHandlers({ rooms: im.rooms, guests: im.guests, heartbeatMs: config.sockets.heartbeatMs }),
      ...revisionHandlers(im),
      ...friendHandlers(im.friends),
      ...fileHandlers(im.files),
      ...followHandlers(im.follow),
      ...applicationHandlers(im.friends),
    },
    {
      done: metrics.requestDone,
      crashed(error, reference, op) {
        metrics.crashed()
        log.error({ err: error, reference, op }, 'request failed')
      },
    },
    { perSecond: config.sockets.requestsPerSecond, burst: config.sockets.requestBurst, now: () => performance.now() },
  )
  const callerOf = addressReader(config.http.trustProxy)
  const limit = openFilesLimit()
  const maxSessions = sessionsWithin(config.sockets.maxSessions, limit)
  if (maxSessions < config.sockets.maxSessions)
    log.warn({ maxSessions, limit }, 'fewer sessions than sockets.maxSessions: raise the limit of open files')
  const sockets = createSocketServer(http.server, {
    ...config.sockets,
    maxSessions,
    addressOf: (request) => callerOf(request.socket.remoteAddress, request.headers['x-forwarded-for']),
    onText: dispatch,
    onOpen: metrics.socketOpened,
    onClose(session: Session) {
      metrics.socketClosed()
      im.leave(session)
    },
    onTick: (session) => watchSession(session, im.now(), im.admitting),
  })
  holder.sockets = sockets
  return { sockets, metrics }
}

function urlOf({ address, port, family }: AddressInfo): string {
  const any = address === '0.0.0.0' || address === '::'
  const host = any ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address
  return `http://${host}:${port}`
}

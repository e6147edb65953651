/**
 * Every setting of the server, once: what it is, its default, its limits and where it may be set. The type `Config`, the loader,
 * the reference page, `.env.example` and the example file all derive from this table.
 */
import { boolean, choice, type Entry, integer, list, secret, text, type ValueOf } from './entry.ts'

const HOST = /^[A-Za-z0-9.:%_-]+$/
const ORIGIN = /^(?:self|loopback|\*|https?:\/\/(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?)$/
const PROXY = /^(?:loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(?:\/\d{1,3})?)$/
const TARGET = /^(?:loopback|private|[0-9a-fA-F.:]+(?:\/\d{1,3})?)$/
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const GIB = 1024 ** 3
const FILES = /^(?:file:[^\0]*|s3:\/\/[^\s\0]+)$/

export const CONFIG_TABLE = {
  'server.host': text({
    default: '127.0.0.1',
    pattern: HOST,
    expects: 'an address or a host name',
    flag: '--host',
    doc: 'Address to listen on. The default answers this machine only; `0.0.0.0` and `::` answer the network.',
  }),
  'server.port': integer({
    default: 7070,
    min: 0,
    max: 65535,
    flag: '--port',
    doc: 'Port for everything: REST, sockets and console. 0 takes any free port.',
  }),
  'data.dir': text({
    default: './signet-data',
    pattern: /^[^\0]+$/,
    expects: 'a path',
    flag: '--data',
    doc: 'Folder that holds all state and the generated secrets. Made on first start, for the owner only. A relative path starts at the working directory.',
  }),
  'log.level': choice({
    default: 'info',
    values: ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'],
    doc: 'The least important log lines that are written.',
  }),
  'log.pretty': boolean({ default: false, doc: 'Log lines for people instead of JSON lines.' }),
  'sockets.allowedOrigins': list({
    default: ['self', 'loopback'],
    pattern: ORIGIN,
    expects: 'an origin such as https://chat.example.com, `self`, `loopback` or `*`',
    doc: 'Web pages that may open a socket, by origin. `self` is the host that was asked, `loopback` any page on this machine, `*` every page. A client that sends no Origin is no browser and is not held to this.',
  }),
  'sockets.maxSessions': integer({
    default: 50_000,
    min: 1,
    max: 10_000_000,
    unit: 'sessions',
    doc: 'Sockets open at once; more are turned away with a hint to come back.',
  }),
  'sockets.guestsPerAddress': integer({
    default: 2_000,
    min: 1,
    max: 10_000_000,
    unit: 'sockets',
    doc: 'Sockets from one address (IPv6: one /64 network) that have not signed in yet; more are turned away (429). Behind a proxy see `http.trustProxy`.',
  }),
  'sockets.loginDeadlineMs': integer({
    default: 10_000,
    min: 100,
    max: 10 * MINUTE,
    unit: 'ms',
    doc: 'A socket that has not signed in by then is closed.',
  }),
  'sockets.heartbeatMs': integer({
    default: 25_000,
    min: 100,
    max: 10 * MINUTE,
    unit: 'ms',
    doc: 'How often a client is told to send something.',
  }),
  'sockets.idleAfterMs': integer({
    default: 65_000,
    min: 200,
    max: HOUR,
    unit: 'ms',
    doc: 'A socket from which nothing came for so long is closed. Must be longer than the heartbeat.',
  }),
  'sockets.maxFrameBytes': integer({
    default: 65_536,
    min: 1024,
    max: 16 * 1024 * 1024,
    unit: 'bytes',
    doc: 'Longest frame a client may send; a longer one closes its socket.',
  }),
  'sockets.requestsPerSecond': integer({
    default: 100,
    min: 1,
    max: 1_000_000,
    unit: 'requests',
    doc: 'Requests per second and socket in the long run.',
  }),
  'sockets.requestBurst': integer({
    default: 500,
    min: 1,
    max: 1_000_000,
    unit: 'requests',
    doc: 'Requests that a quiet socket may send at once.',
  }),
  'sockets.queueMaxFrames': integer({
    default: 512,
    min: 8,
    max: 1_000_000,
    unit: 'frames',
    doc: 'Frames that wait for a slow client; beyond it the client is told to pull what it missed.',
  }),
  'sockets.queueMaxBytes': integer({
    default: 1_048_576,
    min: 16_384,
    max: 1024 * 1024 * 1024,
    unit: 'bytes',
    doc: 'Bytes that wait for a slow client, what the socket buffers included; beyond it the client is told to pull what it missed.',
  }),
  'sockets.slowAfterMs': integer({
    default: 30_000,
    min: 100,
    max: HOUR,
    unit: 'ms',
    doc: 'A client that reads nothing of what waits for it for so long is closed with a hint to resume.',
  }),
  'login.failuresPerMinute': integer({
    default: 60,
    min: 1,
    max: 1_000_000,
    unit: 'logins',
    doc: 'Failed logins per minute and address; more are refused unread (70050).',
  }),
  'login.perSecond': integer({
    default: 1_000,
    min: 1,
    max: 10_000_000,
    unit: 'logins',
    doc: 'Logins that this server takes per second, so that many clients that come back at once leave time for messages: one costs about half a millisecond. More are told, unread, when to come again (60008).',
  }),
  'login.burst': integer({
    default: 1_000,
    min: 1,
    max: 10_000_000,
    unit: 'logins',
    doc: 'Logins that are taken at once after a quiet time.',
  }),
  'presence.graceMs': integer({
    default: 5_000,
    min: 0,
    max: 10 * MINUTE,
    unit: 'ms',
    doc: 'How long a user whose connection was lost counts as online, so that a client that comes back at once does not flicker.',
  }),
  'rest.requestsPerSecond': integer({
    default: 200,
    min: 1,
    max: 1_000_000,
    unit: 'requests',
    doc: 'Calls per second of one command of the server API and application; more are refused (60007, groups 10006). A few commands have less of their own.',
  }),
  'rest.appRequestsPerSecond': integer({
    default: 4_000,
    min: 1,
    max: 1_000_000,
    unit: 'requests',
    doc: 'Calls per second of the whole server API and application; more are refused (60011).',
  }),
  'rest.pushesPerDay': integer({
    default: 100,
    min: 0,
    max: 1_000_000,
    unit: 'requests',
    doc: 'Messages to all members (im_push) that an application may start in 24 hours; more are refused (90047).',
  }),
  'push.maxAgeMs': integer({
    default: HOUR,
    min: 1000,
    max: 7 * 24 * HOUR,
    unit: 'ms',
    doc: 'Offline pushes that could not be sent for so long are given up.',
  }),
  'push.maxWaiting': integer({
    default: 10_000,
    min: 1,
    max: 1_000_000,
    unit: 'messages',
    doc: 'Messages of one application that wait for its push gateway; beyond it the oldest are given up.',
  }),
  'push.timeoutMs': integer({
    default: 5_000,
    min: 50,
    max: MINUTE,
    unit: 'ms',
    doc: 'How long a push gateway has to answer one request.',
  }),
  'push.firstRetryMs': integer({
    default: 1_000,
    min: 1,
    max: MINUTE,
    unit: 'ms',
    doc: 'Wait before a push gateway that failed is tried again; it doubles each time, up to a minute.',
  }),
  'push.maxGroupMembers': integer({
    default: 6_000,
    min: 0,
    max: 100_000,
    doc: 'Groups with more members push to those alone whom a message names.',
  }),
  'messages.maxBytes': integer({
    default: 12_288,
    min: 256,
    max: 1024 * 1024,
    unit: 'bytes',
    doc: 'Longest message body. An application may set less.',
  }),
  'messages.recallWindowMs': integer({
    default: 120_000,
    min: 0,
    max: 7 * 24 * HOUR,
    unit: 'ms',
    doc: 'How long after it was sent its sender can take a message back.',
  }),
  'files.url': text({
    default: 'file:',
    pattern: FILES,
    expects: '`file:`, `file:PATH` or `s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION`',
    doc: 'Where uploaded files are kept: `file:` in the folder `files` of `data.dir`, `file:PATH` elsewhere, `s3:` in a bucket of any store that speaks S3. `endpoint` is for stores that are not AWS.',
  }),
  'files.accessKeyId': text({
    default: '',
    pattern: /^[\w.+/=-]{0,128}$/,
    expects: 'an access key id',
    doc: 'Access key of the S3 store. Empty: what the environment offers (AWS variables, profile, role of the machine).',
  }),
  'files.secretAccessKey': secret({ doc: 'Secret that belongs to `files.accessKeyId`.' }),
  'files.maxBytes': integer({
    default: 104_857_600,
    min: 1024,
    max: 4 * GIB,
    unit: 'bytes',
    doc: 'Largest file.',
  }),
  'files.userQuotaBytes': integer({
    default: 10 * GIB,
    min: 1024,
    max: Number.MAX_SAFE_INTEGER,
    unit: 'bytes',
    doc: 'Room for the files of one user.',
  }),
  'files.appQuotaBytes': integer({
    default: 100 * GIB,
    min: 1024,
    max: Number.MAX_SAFE_INTEGER,
    unit: 'bytes',
    doc: 'Room for the files of one application.',
  }),
  'files.ticketMs': integer({
    default: 10 * MINUTE,
    min: 1000,
    max: 24 * HOUR,
    unit: 'ms',
    doc: 'How long after it asked a client can begin an upload.',
  }),
  'files.urlMs': integer({
    default: HOUR,
    min: MINUTE,
    max: 7 * 24 * HOUR,
    unit: 'ms',
    doc: 'How long the address of a file is good at least; at most twice as long. Whoever may not read the file any more is refused at once all the same.',
  }),
  'files.unboundMs': integer({
    default: 24 * HOUR,
    min: MINUTE,
    max: 365 * 24 * HOUR,
    unit: 'ms',
    doc: 'A file that no message has carried for so long is removed.',
  }),
  'files.maxPixels': integer({
    default: 100_000_000,
    min: 0,
    max: 1_000_000_000,
    doc: 'Images with more pixels get no smaller versions; 0: none does.',
  }),
  'groups.messagesPerSecond': integer({
    default: 40,
    min: 1,
    max: 1_000_000,
    unit: 'messages',
    doc: 'Messages per second that users may send to one group that is no live room; it may save up for five seconds. Beyond it senders are refused (10023).',
  }),
  'rooms.messagesPerSecond': integer({
    default: 40,
    min: 1,
    max: 1_000,
    unit: 'messages',
    doc: 'Messages per second that a live room takes; beyond it what has less priority goes first.',
  }),
  'rooms.recentMessages': integer({
    default: 20,
    min: 0,
    max: 100,
    unit: 'messages',
    doc: 'Newest messages of a live room that those who come get. They are kept in memory alone.',
  }),
  'rooms.guestsPerAddress': integer({
    default: 200,
    min: 0,
    max: 1_000_000,
    unit: 'sockets',
    doc: 'Sockets of one address (IPv6: network) that watch live rooms without an account. 0: nobody does.',
  }),
  'console.auditDays': integer({
    default: 400,
    min: 0,
    max: 36_500,
    unit: 'days',
    doc: 'How long the audit log of the console keeps what was done. 0: for ever.',
  }),
  'metrics.access': choice({
    default: 'loopback',
    values: ['loopback', 'token', 'public'],
    doc: 'Who may read `/metrics`: callers on this machine, bearers of `metrics.token`, or everybody.',
  }),
  'metrics.token': secret({ doc: 'Bearer token for `/metrics` when `metrics.access` is `token`.' }),
  'shutdown.drainMs': integer({
    default: 10_000,
    min: 0,
    max: HOUR,
    unit: 'ms',
    doc: 'Time for open work and for clients to leave after SIGTERM; then the rest is cut.',
  }),
  dev: boolean({
    default: false,
    flag: '--dev',
    doc: 'Development mode: makes a demo application and hands out UserSigs at `POST /dev/usersig`. Loopback only.',
  }),
  'timeline.url': text({
    default: 'level:',
    pattern: /^(?:memory:|level:[^\0]*)$/,
    expects: '`level:`, `level:PATH` or `memory:`',
    doc: 'Where messages are kept: `level:` inside `data.dir`, `level:PATH` elsewhere, `memory:` until the process ends (tests).',
  }),
  'database.url': text({
    default: 'sqlite:',
    pattern: /^sqlite:[^\0]*$/,
    expects: '`sqlite:` or `sqlite:PATH`',
    doc: 'Where applications, keys and accounts are kept: `sqlite:` inside `data.dir`, `sqlite:PATH` elsewhere.',
  }),
  'http.bodyLimitBytes': integer({
    default: 1_048_576,
    min: 1024,
    max: 1024 * 1024 * 1024,
    unit: 'bytes',
    doc: 'Longest body of an HTTP request.',
  }),
  'http.trustProxy': list({
    default: [],
    pattern: PROXY,
    expects: 'an address, a range such as 10.0.0.0/8, `loopback`, `linklocal` or `uniquelocal`',
    doc: 'Reverse proxies whose X-Forwarded-For is believed. Empty: none, and the address of a caller is that of its connection.',
  }),
  'webhooks.allowedTargets': list({
    default: [],
    pattern: TARGET,
    expects: 'an address, a range such as 10.1.0.0/16, `loopback` or `private`',
    doc: 'Addresses that webhooks may reach beside those of the public Internet. `loopback` is this machine (development mode allows it), `private` the private networks of IPv4 and IPv6.',
  }),
  'webhooks.timeoutMs': integer({
    default: 2000,
    min: 50,
    max: 10_000,
    unit: 'ms',
    doc: 'How long an application may take to answer a webhook, unless its URL says otherwise. Whoever sends a message waits for no longer than that.',
  }),
  'webhooks.tries': integer({
    default: 16,
    min: 1,
    max: 100,
    doc: 'How often the delivery of an event is tried before it becomes a dead letter. With the defaults the last try comes after about two hours.',
  }),
  'webhooks.firstRetryMs': integer({
    default: 1000,
    min: 10,
    max: 10 * MINUTE,
    unit: 'ms',
    doc: 'Wait before the second try; it doubles with each, up to 15 minutes.',
  }),
  'webhooks.concurrency': integer({
    default: 16,
    min: 1,
    max: 16,
    doc: 'Events that are delivered to one URL at once; of one conversation never more than one.',
  }),
  'webhooks.maxWaiting': integer({
    default: 200_000,
    min: 100,
    max: 100_000_000,
    doc: 'Events of one application that may wait for their delivery; more are given up, logged and counted.',
  }),
  'webhooks.maxDead': integer({
    default: 100_000,
    min: 0,
    max: 100_000_000,
    doc: 'Dead letters that are kept for one application; the oldest go.',
  }),
} as const satisfies Record<string, Entry>

type Table = typeof CONFIG_TABLE
export type ConfigName = keyof Table
type GroupName = ConfigName extends infer N ? (N extends `${infer G}.${string}` ? G : never) : never

/** The settings of one server: `config.server.port`, `config.dev`, … Frozen; see docs/reference/configuration.md. */
export type Config = {
  readonly [G in GroupName]: {
    readonly [N in ConfigName as N extends `${G}.${infer K}` ? K : never]: ValueOf<Table[N]>
  }
} & { readonly [N in Exclude<ConfigName, `${string}.${string}`>]: ValueOf<Table[N]> }

export const CONFIG_NAMES = Object.keys(CONFIG_TABLE) as ConfigName[]

export const entryOf = (name: ConfigName): Entry => CONFIG_TABLE[name]

export const isConfigName = (name: string): name is ConfigName => Object.hasOwn(CONFIG_TABLE, name)

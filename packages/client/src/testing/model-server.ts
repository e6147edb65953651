import type { GroupEvent } from '@signet/protocol/group'
import { PROFILE_TAG } from '@signet/protocol/profile'
import type { ChangeEvent } from '@signet/protocol/realtime/changes'
import type { Packet, WireError, WireMessage } from '@signet/protocol/realtime/frames'
import type { OpInput, OpName } from '@signet/protocol/realtime/requests'
import type { Clock } from '../clock.ts'
import type { Acceptor, Peer } from './memory-network.ts'
import { ModelChanges } from './model-changes.ts'
import { isGroupRequest, ModelGroups } from './model-groups.ts'
import { calledBy, groupOfLog, logOf, logOfGroup, pair } from './model-names.ts'

interface ModelSession {
  readonly peer: Peer
  userId: string
  instance: string
}

type Answer = { readonly data: unknown } | { readonly error: WireError }
type Request = { [N in OpName]: { readonly id: number; readonly op: N; readonly data: OpInput<N> } }[OpName]

/** What goes wrong inside the server, asked for at each event. */
export interface Faults {
  /** A push is not sent to a session. With `isToldDirty`, that session is told so. */
  losePush(): boolean
  doublePush(): boolean
  /** A push waits for the next one. */
  holdPush(): boolean
  /** The work is done, but no answer is sent. */
  loseAnswer(op: OpName): boolean
  /** Present: the request is refused and nothing is done. */
  refuse(op: OpName): WireError | undefined
}

const NO_FAULTS: Faults = {
  losePush: () => false,
  doublePush: () => false,
  holdPush: () => false,
  loseAnswer: () => false,
  refuse: () => undefined,
}

export const refusal = (code: number, name: string, more: Partial<WireError> = {}): WireError => ({
  code,
  name,
  message: name,
  ...more,
})

/** The server as its promises describe it, small enough to be believed: one log per conversation, every place taken once. */
export class ModelServer implements Acceptor {
  faults: Faults = NO_FAULTS
  /** What users are called; others have no profile. */
  readonly nicks = new Map<string, string>()
  /** Every request that was understood. */
  readonly requests: Request[] = []
  heartbeat = 25_000
  /** How long a ticket is good. */
  ticketMs = 86_400_000
  maxMessageBytes = 12_288
  syncPage = 500
  /** Pages are never longer, whatever is asked for: as when messages are large. */
  historyPage = 100
  /** A session that lost a push is told so at once. */
  isToldDirty = true
  /** Own messages come back to the socket that sent them, too. */
  echoesOwn = false
  readonly #clock: Clock
  readonly #sessions = new Set<ModelSession>()
  readonly #logs = new Map<string, WireMessage[]>()
  readonly #placed = new Map<string, WireMessage>()
  #changes = new ModelChanges()
  #held: (() => void)[] = []
  #isRestored = false
  readonly #groups = new ModelGroups(
    (event, hearers, concerned) => this.#happened(event, hearers, concerned),
    (groupId) => this.#logs.get(logOfGroup(groupId))?.length ?? 0,
  )

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The log of a conversation, as it is stored. */
  log(a: string, b: string): readonly WireMessage[] {
    return this.#logs.get(pair(a, b)) ?? []
  }

  /** The log of a group, with what happened to it. */
  groupLog(groupId: string): readonly WireMessage[] {
    return this.#logs.get(logOfGroup(groupId)) ?? []
  }

  get online(): number {
    return [...this.#sessions].filter(({ userId }) => userId).length
  }

  /** A backup is put back that has nothing of what was written: clients are told at their next login, if it shows. */
  restore({ isNoticed = true } = {}): void {
    this.#logs.clear()
    this.#placed.clear()
    this.#changes = new ModelChanges()
    this.#isRestored = isNoticed
    for (const session of [...this.#sessions]) session.peer.close(1006)
  }

  /** Somebody without a client writes. */
  write(from: string, to: string, text: string): WireMessage {
    const input = { random: this.#placed.size + 1, clientTime: 1, body: textBody(text) }
    const isGroup = this.#groups.has(to)
    return this.#send(from, isGroup ? { ...input, group: to } : { ...input, to }, undefined).message
  }

  /** To all sessions of a user. */
  tell(userId: string, packet: Packet): void {
    this.tellText(userId, JSON.stringify([packet]))
  }

  /** Any frame at all. */
  tellText(userId: string, text: string): void {
    for (const session of this.#sessionsOf(userId)) session.peer.send(text)
  }

  /** Everything that was held back goes out now, in the order opposite to that of the messages. */
  release(): void {
    const held = this.#held
    this.#held = []
    for (const push of held.reverse()) push()
  }

  closeAll(code: number): void {
    for (const session of [...this.#sessions]) session.peer.close(code)
  }

  accept(peer: Peer) {
    const session: ModelSession = { peer, userId: '', instance: '' }
    this.#sessions.add(session)
    return {
      received: (text: string) => this.#received(session, JSON.parse(text) as Request),
      closed: () => void this.#sessions.delete(session),
    }
  }

  #received(session: ModelSession, request: Request): void {
    this.requests.push(request)
    const refused = this.faults.refuse(request.op)
    const answer: Answer = refused ? { error: refused } : this.#answer(session, request)
    if (this.faults.loseAnswer(request.op)) return
    const packet = 'error' in answer ? { type: 'fail', ...answer } : { type: 'ok', ...answer }
    session.peer.send(JSON.stringify([{ ...packet, id: request.id }]))
    if (request.op === 'logout') session.peer.close(1000)
  }

  #answer(session: ModelSession, request: Request): Answer {
    const time = this.#clock.now()
    if (request.op === 'login') {
      const { userId, instance = '' } = request.data
      Object.assign(session, { userId, instance })
      const { heartbeat, maxMessageBytes } = this
      const expiresAt = time + this.ticketMs
      return {
        data: {
          userId,
          tinyId: tinyIdOf(userId),
          sessionId: '1',
          time,
          expiresAt,
          heartbeat,
          maxMessageBytes,
          mark: this.#isRestored ? 'later' : 'first',
          ...(this.#isRestored && request.data.mark === 'first' && { resync: true }),
        },
      }
    }
    if (!session.userId) return { error: refusal(10001, 'NOT_LOGGED_IN') }
    if (request.op === 'ping') return { data: { time } }
    if (request.op === 'logout') return { data: {} }
    if (request.op === 'history') return { data: this.#history(session.userId, request.data) }
    if (request.op === 'conversation.get') return { data: this.#conversations(session.userId, request.data) }
    if (request.op === 'sync') return { data: this.#sync(session.userId, request.data) }
    if (request.op === 'session.renew') return { data: { expiresAt: time + this.ticketMs } }
    if (request.op === 'profile.get') return { data: { profiles: this.#profiles(request.data.userIds) } }
    if (request.op === 'changes') return { data: this.#changesAfter(session.userId, request.data) }
    if (request.op === 'message.read') return { data: this.#read(session, request.data) }
    if (request.op === 'message.recall') return this.#recall(session, request.data)
    if (isGroupRequest(request)) return this.#groups.answer(session.userId, request, time)
    if (request.op !== 'send') return { error: refusal(60009, 'UNKNOWN_OP') }
    const { group } = request.data
    if (group !== undefined && !this.#groups.has(group)) return { error: refusal(10010, 'GROUP_NOT_FOUND') }
    if (group !== undefined && !this.#groups.isMember(group, session.userId))
      return { error: refusal(10007, 'GROUP_DENIED') }
    const { message, isDuplicate } = this.#send(session.userId, request.data, session)
    const { seq, msgSeq } = message
    return { data: { seq, time: message.time, msgSeq, ...(isDuplicate && { duplicate: true }) } }
  }

  #send(from: string, input: OpInput<'send'>, sender: ModelSession | undefined) {
    const name = input.group === undefined ? pair(from, input.to ?? '') : logOfGroup(input.group)
    const key = [name, from, input.clientTime, input.random].join()
    const first = this.#placed.get(key)
    if (first) return { message: first, isDuplicate: true }
    const log = this.#logs.get(name) ?? []
    this.#logs.set(name, log)
    const message: WireMessage = {
      seq: log.length + 1,
      time: this.#clock.now(),
      from,
      tinyId: tinyIdOf(from),
      msgSeq: input.msgSeq ?? log.length + 1,
      to: input.group ?? input.to ?? '',
      random: input.random,
      clientTime: input.clientTime,
      body: input.body,
      ...(input.cloudCustomData !== undefined && { cloudCustomData: input.cloudCustomData }),
    }
    log.push(message)
    this.#changes.wrote(name, from, message.seq)
    this.#placed.set(key, message)
    for (const userId of this.#usersOf(name)) {
      for (const session of this.#sessionsOf(userId)) {
        if (session !== sender || this.echoesOwn)
          this.#push(session, { type: 'message', conversation: calledBy(userId, name), message })
      }
    }
    return { message, isDuplicate: false }
  }

  /** An event of a group takes a place in its log. */
  #happened(event: GroupEvent, hearers: readonly string[], concerned: readonly string[]): void {
    const { groupId, time, by } = event
    const name = logOfGroup(groupId)
    const log = this.#logs.get(name) ?? []
    this.#logs.set(name, log)
    const seq = log.length + 1
    const about = { seq, time, from: by, tinyId: '0', msgSeq: 0, to: groupId, random: 0, body: [], event }
    const message: WireMessage = { ...about, clientTime: Math.floor(time / 1000) }
    log.push(message)
    for (const userId of concerned) {
      // Who comes in begins here; what was said before is read already.
      this.#changes.wrote(name, userId, seq)
      for (const session of this.#sessionsOf(userId)) this.#push(session, { type: 'group', event })
    }
    for (const userId of hearers)
      for (const session of this.#sessionsOf(userId))
        this.#push(session, { type: 'message', conversation: name, message })
  }

  #usersOf(name: string): string[] {
    const groupId = groupOfLog(name)
    return groupId === undefined ? [...new Set(name.split('|'))] : this.#groups.members(groupId)
  }

  #push(session: ModelSession, packet: Packet): void {
    const send = (): void => session.peer.send(JSON.stringify([packet]))
    if (this.faults.losePush()) {
      if (this.isToldDirty) session.peer.send(JSON.stringify([{ type: 'dirty' }]))
      return
    }
    if (this.faults.holdPush()) {
      this.#held.push(send)
      return
    }
    send()
    if (this.faults.doublePush()) send()
    this.release()
  }

  #profiles(userIds: readonly string[]) {
    return userIds.flatMap((userId) => {
      const value = this.nicks.get(userId)
      return value === undefined ? [] : [{ userId, code: 0, items: [{ tag: PROFILE_TAG.nick, value }] }]
    })
  }

  #history(me: string, { conversation, before, after, ...asked }: OpInput<'history'>) {
    const limit = Math.min(asked.limit ?? 100, this.historyPage)
    const log = this.#logs.get(logOf(me, conversation)) ?? []
    const within = log.filter(({ seq }) => seq > (after ?? 0) && seq < (before ?? Number.POSITIVE_INFINITY))
    const messages = after === undefined ? within.slice(-limit) : within.slice(0, limit)
    return { messages, head: log.length }
  }

  #changesAfter(me: string, { conversation, after }: OpInput<'changes'>) {
    const all = this.#changes.of(logOf(me, conversation))
    return { changes: all.slice(after, after + this.historyPage), head: all.length }
  }

  #read(session: ModelSession, { conversation, upTo }: OpInput<'message.read'>) {
    const { userId: me } = session
    const name = logOf(me, conversation)
    const head = this.#logs.get(name)?.length ?? 0
    const wanted = Math.min(upTo ?? head, head)
    const isNews = wanted > this.#changes.readBy(name, me)
    const changeSeq = isNews
      ? this.#change(session, conversation, { kind: 'read', by: me, upTo: wanted })
      : this.#changes.of(name).length
    return { read: this.#changes.readBy(name, me), changeSeq }
  }

  #recall(session: ModelSession, { conversation, seq, reason }: OpInput<'message.recall'>): Answer {
    const by = session.userId
    const log = this.#logs.get(logOf(by, conversation)) ?? []
    const message = log[seq - 1]
    if (message?.from !== by) return { error: refusal(20022, 'MESSAGE_NOT_FOUND') }
    const recalled = { by, ...(reason !== undefined && { reason }) }
    const changeSeq = this.#change(session, conversation, { kind: 'recall', seq, ...recalled })
    log[seq - 1] = { ...message, body: textBody(''), changed: { changeSeq, recalled } }
    return { data: { changeSeq } }
  }

  /** @returns the place of the event in the conversation's second log */
  #change(by: ModelSession, conversation: string, event: ChangeEvent): number {
    const name = logOf(by.userId, conversation)
    const change = this.#changes.add(name, event, this.#clock.now())
    for (const userId of this.#usersOf(name))
      for (const session of this.#sessionsOf(userId))
        this.#push(session, { type: 'change', conversation: calledBy(userId, name), change })
    return change.changeSeq
  }

  #sync(me: string, { since = 0, cursor }: OpInput<'sync'>) {
    const lines = [...this.#logs].flatMap(([name, log]) => {
      const newest = Math.max(log.at(-1)?.time ?? 0, this.#changes.lastTime(name))
      return newest < since ? [] : this.#line(me, name)
    })
    const from = Number(cursor ?? 0)
    const next = from + this.syncPage
    const conversations = lines.slice(from, next)
    return { conversations, time: this.#clock.now(), ...(next < lines.length && { cursor: String(next) }) }
  }

  #conversations(me: string, { conversations }: OpInput<'conversation.get'>) {
    return { conversations: conversations.flatMap((conversation) => this.#line(me, logOf(me, conversation))), left: [] }
  }

  /** A conversation as a user has it, if they have it. */
  #line(me: string, name: string) {
    const log = this.#logs.get(name) ?? []
    const users = this.#usersOf(name)
    const last = log.at(-1)
    if (!last || !users.includes(me)) return []
    const groupId = groupOfLog(name)
    const peer = users.find((userId) => userId !== me) ?? me
    const read = this.#changes.readBy(name, me)
    return [
      {
        conversation: calledBy(me, name),
        ...(groupId !== undefined && { groupType: this.#groups.typeOf(groupId) }),
        head: last.seq,
        read,
        peerRead: groupId === undefined ? this.#changes.readBy(name, peer) : 0,
        changeHead: this.#changes.of(name).length,
        unread: log.filter((entry) => entry.seq > read && counts(entry, me)).length,
        orderKey: last.time,
        time: last.time,
        last,
      },
    ]
  }

  #sessionsOf(userId: string): ModelSession[] {
    return [...this.#sessions].filter((session) => session.userId === userId)
  }
}

export const tinyIdOf = (userId: string): string => `1441${[...userId].map((c) => c.charCodeAt(0)).join('')}`

export const textBody = (text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: text } }]

const counts = ({ from, event, changed }: WireMessage, me: string): boolean =>
  from !== me && !event && !changed?.recalled

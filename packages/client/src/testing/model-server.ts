import type { ChangeEvent } from '@signet/protocol/realtime/changes'
import type { Packet, WireError, WireMessage } from '@signet/protocol/realtime/frames'
import type { OpInput, OpName } from '@signet/protocol/realtime/requests'
import type { Clock } from '../clock.ts'
import type { Acceptor, Peer } from './memory-network.ts'
import { ModelChanges } from './model-changes.ts'

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

/** The server as its promises describe it, small enough to be believed: one log per pair, every place taken once. */
export class ModelServer implements Acceptor {
  faults: Faults = NO_FAULTS
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

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The log of a conversation, as it is stored. */
  log(a: string, b: string): readonly WireMessage[] {
    return this.#logs.get(pair(a, b)) ?? []
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
    const input = { to, random: this.#placed.size + 1, clientTime: 1, body: textBody(text) }
    return this.#send(from, input, undefined).message
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
    if (request.op === 'sync') return { data: this.#sync(session.userId, request.data) }
    if (request.op === 'session.renew') return { data: { expiresAt: time + this.ticketMs } }
    if (request.op === 'profile.get') return { data: { profiles: [] } }
    if (request.op === 'changes') return { data: this.#changesAfter(session.userId, request.data) }
    if (request.op === 'message.read') return { data: this.#read(session, request.data) }
    if (request.op === 'message.recall') return this.#recall(session, request.data)
    if (request.op !== 'send') return { error: refusal(60009, 'UNKNOWN_OP') }
    const { message, isDuplicate } = this.#send(session.userId, request.data, session)
    const { seq, msgSeq } = message
    return { data: { seq, time: message.time, msgSeq, ...(isDuplicate && { duplicate: true }) } }
  }

  #send(from: string, input: OpInput<'send'>, sender: ModelSession | undefined) {
    const name = pair(from, input.to ?? '')
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
      to: input.to ?? '',
      random: input.random,
      clientTime: input.clientTime,
      body: input.body,
      ...(input.cloudCustomData !== undefined && { cloudCustomData: input.cloudCustomData }),
    }
    log.push(message)
    this.#changes.wrote(name, from, message.seq)
    this.#placed.set(key, message)
    for (const [userId, peer] of new Map([
      [from, input.to],
      [input.to ?? '', from],
    ])) {
      for (const session of this.#sessionsOf(userId)) {
        if (session !== sender || this.echoesOwn)
          this.#push(session, { type: 'message', conversation: `C2C${peer}`, message })
      }
    }
    return { message, isDuplicate: false }
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

  #history(me: string, { conversation, before, after, ...asked }: OpInput<'history'>) {
    const limit = Math.min(asked.limit ?? 100, this.historyPage)
    const log = this.log(me, conversation.slice(3))
    const within = log.filter(({ seq }) => seq > (after ?? 0) && seq < (before ?? Number.POSITIVE_INFINITY))
    const messages = after === undefined ? within.slice(-limit) : within.slice(0, limit)
    return { messages, head: log.length }
  }

  #changesAfter(me: string, { conversation, after }: OpInput<'changes'>) {
    const all = this.#changes.of(pair(me, conversation.slice(3)))
    return { changes: all.slice(after, after + this.historyPage), head: all.length }
  }

  #read(session: ModelSession, { conversation, upTo }: OpInput<'message.read'>) {
    const { userId: me } = session
    const name = pair(me, conversation.slice(3))
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
    const log = this.#logs.get(pair(by, conversation.slice(3))) ?? []
    const message = log[seq - 1]
    if (message?.from !== by) return { error: refusal(20022, 'MESSAGE_NOT_FOUND') }
    const recalled = { by, ...(reason !== undefined && { reason }) }
    const changeSeq = this.#change(session, conversation, { kind: 'recall', seq, ...recalled })
    log[seq - 1] = { ...message, body: textBody(''), changed: { changeSeq, recalled } }
    return { data: { changeSeq } }
  }

  /** @returns the place of the event in the conversation's second log */
  #change(by: ModelSession, conversation: string, event: ChangeEvent): number {
    const peer = conversation.slice(3)
    const change = this.#changes.add(pair(by.userId, peer), event, this.#clock.now())
    for (const session of this.#sessions) {
      if (session.userId === by.userId) this.#push(session, { type: 'change', conversation, change })
      else if (session.userId === peer) this.#push(session, { type: 'change', conversation: `C2C${by.userId}`, change })
    }
    return change.changeSeq
  }

  #sync(me: string, { since = 0, cursor }: OpInput<'sync'>) {
    const lines = [...this.#logs.entries()].flatMap(([name, log]) => {
      const users = name.split('|')
      const last = log.at(-1)
      if (!last || !users.includes(me) || Math.max(last.time, this.#changes.lastTime(name)) < since) return []
      const peer = (users[0] === me ? users[1] : users[0]) ?? ''
      const read = this.#changes.readBy(name, me)
      return {
        conversation: `C2C${peer}`,
        head: last.seq,
        read,
        peerRead: this.#changes.readBy(name, peer),
        changeHead: this.#changes.of(name).length,
        unread: log.filter(({ seq, from, changed }) => seq > read && from !== me && !changed?.recalled).length,
        orderKey: last.time,
        time: last.time,
        last,
      }
    })
    const from = Number(cursor ?? 0)
    const next = from + this.syncPage
    const conversations = lines.slice(from, next)
    return { conversations, time: this.#clock.now(), ...(next < lines.length && { cursor: String(next) }) }
  }

  #sessionsOf(userId: string): ModelSession[] {
    return [...this.#sessions].filter((session) => session.userId === userId)
  }
}

export const tinyIdOf = (userId: string): string => `1441${[...userId].map((c) => c.charCodeAt(0)).join('')}`

export const textBody = (text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: text } }]

const pair = (a: string, b: string): string => [a, b].sort().join('|')

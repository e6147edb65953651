import type { Packet } from '@signet/protocol/realtime/frames'
import { OPS, type OpInput, type OpName, type OpOutput } from '@signet/protocol/realtime/requests'
import { type RawClient, RawError, type TestIm } from '@signet/testkit'
import { Compile, type Validator } from 'typebox/compile'
import { dissolveGroup } from '../../src/features/groups/dissolve.ts'
import { Generator, type Names } from './generate.ts'
import { type Random, seeded } from './random.ts'

type Line = OpOutput<'conversation.get'>['conversations'][number]
type Push = Exclude<Packet, { type: 'ok' | 'fail' }>

const USERS = ['a', 'b', 'c', 'd', 'e', 'constructor']
const COMMUNITY = '@TGS#_comm'
/** The community is the last. */
const GROUPS = ['work', 'club', 'meet', 'live', 'hasOwnProperty', COMMUNITY]
const TOPICS = ['one', 'two'].map((name) => `${COMMUNITY}@TOPIC#_${name}`)
const PERMISSIONS = ['@PMG#_one', '@PMG#_two']
const NAMES: Names = { users: USERS, groups: GROUPS, topics: TOPICS, permissions: PERMISSIONS }

/** They end the session, or count tries by address. */
const LEFT_OUT: readonly OpName[] = ['login', 'logout', 'session.renew', 'room.watch']
const WALKED = (Object.keys(OPS) as OpName[]).filter((op) => !LEFT_OUT.includes(op))
/** Asked more often than the others: what the rest is about. */
const FREQUENT: readonly OpName[] = [
  'send',
  'send',
  'send',
  'group.join',
  'group.invite',
  'group.kick',
  'message.read',
  'group.create',
  'topic.create',
]

/** What went wrong, and where. */
export interface Step {
  readonly n: number
  readonly user: string
  readonly op: OpName
  readonly data: unknown
}

/** Users who ask for anything at random, and what has to hold whatever they ask. */
export class World {
  readonly #im: TestIm
  readonly #random: Random
  readonly #generator: Generator
  readonly #clients: ReadonlyMap<string, RawClient>
  readonly #outputs = new Map<string, Validator>()
  /** Members by group, as they were when events were looked at last. */
  #members = new Map<string, ReadonlySet<string>>()
  /** The newest own message, by user and conversation: deleted ones tell no author. */
  readonly #own = new Map<string, number>()
  /** The newest revision that a user was told, by user and list. */
  readonly #revisions = new Map<string, number>()
  /** Outcomes by operation: how often it was done, and refused by which name. */
  readonly done = new Map<OpName, Record<string, number>>()
  readonly problems: unknown[] = []

  private constructor(im: TestIm, seed: number, clients: ReadonlyMap<string, RawClient>) {
    this.#im = im
    this.#random = seeded(seed)
    this.#generator = new Generator(this.#random, NAMES)
    this.#clients = clients
  }

  static async open(im: TestIm, seed: number): Promise<World> {
    const clients = new Map<string, RawClient>()
    for (const userId of USERS) clients.set(userId, await im.enter(userId))
    const world = new World(im, seed, clients)
    await world.#furnish()
    return world
  }

  /** Everything as in the beginning: else most of it is gone, banned or blocked after a while, and every request is refused. */
  async tidy(): Promise<void> {
    const { groups } = this.#im.server.im
    const { sdkAppId } = this.#im
    for (const groupId of GROUPS) {
      const exists = (await groups.store.group(sdkAppId, groupId)) !== undefined
      if (exists) await dissolveGroup(groups, { sdkAppId, actor: { kind: 'app' } }, groupId)
    }
    for (const client of this.#clients.values()) await client.request('blacklist.remove', { userIds: USERS })
    await this.#furnish()
  }

  async #furnish(): Promise<void> {
    const a = this.#clients.get('a')!
    const members = ['b', 'c'].map((userId) => ({ userId }))
    const free = { joinOption: 'FreeAccess', inviteOption: 'FreeAccess' } as const
    await a.request('group.create', { type: 'Private', name: 'work', groupId: 'work', members })
    await a.request('group.create', { type: 'Public', name: 'club', groupId: 'club', members, ...free })
    await a.request('group.create', { type: 'ChatRoom', name: 'meet', groupId: 'meet', members, ...free })
    await a.request('group.create', { type: 'AVChatRoom', name: 'live', groupId: 'live' })
    const community = { type: 'Community', name: 'comm', groupId: COMMUNITY, supportTopic: true, permission: 320 }
    await a.request('group.create', { ...community, members, ...free })
    for (const topicId of TOPICS) await a.request('topic.create', { groupId: COMMUNITY, topicId, name: 'topic' })
    for (const permissionId of PERMISSIONS)
      await a.request('permission.create', { groupId: COMMUNITY, permissionId, name: 'p', permission: 2047 })
    this.#members = await this.#readMembers()
    await this.#settle()
    for (const [userId, client] of this.#clients)
      for (const push of client.pushes.splice(0)) this.#problemOf(userId, push, this.#members, new Set(GROUPS))
  }

  /** Some of them ask at once, each for something. */
  async step(n: number): Promise<void> {
    const { pick, below, once } = this.#random
    const steps = Array.from({ length: 1 + (once(3) ? below(6) : 0) }, (): Step => {
      const op = once(3) ? pick(FREQUENT) : pick(WALKED)
      const data = this.#generator.data(OPS[op].input, once(4)) as Record<string, unknown>
      // What a dissolved group was called is taken again.
      if (op === 'group.create') data['groupId'] ??= pick(GROUPS)
      // A lifetime would end between two looks; where a conversation was deleted that keeps its history is not told.
      if (op === 'send') delete data['lifeTime']
      if (op === 'conversation.delete') delete data['keepHistory']
      return { n, user: once(2) ? 'a' : pick(USERS), op, data }
    })
    await Promise.all(steps.map((step) => this.#ask(step)))
    await this.#judgePushes(steps)
  }

  async #ask(step: Step): Promise<void> {
    const { user, op, data } = step
    const tally = this.done.get(op) ?? {}
    this.done.set(op, tally)
    const count = (outcome: string): void => {
      tally[outcome] = (tally[outcome] ?? 0) + 1
    }
    const client = this.#clients.get(user)!
    try {
      const answer = await client.request(op, data as never)
      count('ok')
      if (op === 'send') this.#remember(user, data as OpInput<'send'>, answer as OpOutput<'send'>)
      const output = this.#outputs.get(op) ?? Compile(OPS[op].output)
      this.#outputs.set(op, output)
      if (!output.Check(answer)) this.problems.push({ what: 'an answer that is not as described', step, answer })
    } catch (error) {
      count(error instanceof RawError ? error.errorName : 'lost')
      if (!(error instanceof RawError) || error.errorName === 'INTERNAL' || error.errorName === 'UNKNOWN_OP')
        this.problems.push({ what: 'no answer that says what is wrong', step, error: String(error) })
    }
  }

  #remember(user: string, { group, to }: OpInput<'send'>, { seq }: OpOutput<'send'>): void {
    if (seq === 0) return
    const conversation = group === undefined ? `C2C${to}` : `GROUP${group}`
    this.#generator.remember(conversation, seq)
    const key = `${user} ${conversation}`
    this.#own.set(key, Math.max(seq, this.#own.get(key) ?? 0))
  }

  /** What was pushed by now has come in. */
  async #settle(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.request('ping', {})))
  }

  async #readMembers(): Promise<Map<string, ReadonlySet<string>>> {
    const found = new Map<string, ReadonlySet<string>>()
    const { groups } = this.#im.server.im
    for (const groupId of GROUPS) {
      const group = await groups.store.group(this.#im.sdkAppId, groupId)
      const rows = group === undefined ? [] : await groups.store.members(this.#im.sdkAppId, groupId, USERS)
      found.set(groupId, new Set(rows.map((row) => row.user_id)))
    }
    return found
  }

  /** Nobody hears a group that they were not in, before or after; revisions only grow. */
  async #judgePushes(steps: readonly Step[]): Promise<void> {
    const before = this.#members
    this.#members = await this.#readMembers()
    await this.#settle()
    for (const [userId, client] of this.#clients) {
      const pushes = client.pushes.splice(0)
      // Who came and went again since was in it for a while.
      const passed = new Set(pushes.flatMap((push) => (push.type === 'group' ? [push.event.groupId] : [])))
      for (const push of pushes) {
        const problem = this.#problemOf(userId, push, before, passed)
        if (problem !== undefined) this.problems.push({ what: problem, userId, push, steps })
      }
    }
  }

  #problemOf(
    userId: string,
    push: Push,
    before: ReadonlyMap<string, ReadonlySet<string>>,
    passed: ReadonlySet<string>,
  ): string | undefined {
    if (push.type === 'changed') {
      const key = `${userId} ${push.what}`
      const last = this.#revisions.get(key) ?? 0
      this.#revisions.set(key, Math.max(last, push.revision))
      return push.revision > last ? undefined : 'a revision that does not grow'
    }
    if (push.type !== 'message' && push.type !== 'signal' && push.type !== 'change') return undefined
    if (!push.conversation.startsWith('GROUP')) return undefined
    const groupId = push.conversation.slice(5).split('@TOPIC#_')[0]!
    if (!GROUPS.includes(groupId)) return undefined
    const isIn = passed.has(groupId) || before.get(groupId)?.has(userId) || this.#members.get(groupId)?.has(userId)
    if (!isIn) return 'a push of a group to who is not in it'
    if (push.type === 'change') return undefined
    const { targets, from } = push.message
    return targets === undefined || from === userId || targets.includes(userId) ? undefined : 'a message for others'
  }

  /** What has to hold between steps: judged now and then, since it costs much. */
  async judge(): Promise<void> {
    await this.#judgeMembers()
    for (const [userId, client] of this.#clients) {
      const { conversations } = await client.request('sync', {})
      const total = await client.request('conversation.unread', {})
      let sum = 0
      for (const line of conversations) {
        await this.#judgeLine(userId, client, line)
        if ((line.remind ?? 'AcceptAndNotify') === 'AcceptAndNotify' && !line.removed) sum += line.unread
      }
      if (total.unread !== sum) this.problems.push({ what: 'a total that is no sum', userId, total, sum })
    }
  }

  async #judgeMembers(): Promise<void> {
    const { groups } = this.#im.server.im
    for (const groupId of GROUPS) {
      const group = await groups.store.group(this.#im.sdkAppId, groupId)
      if (group === undefined || group.type === 'AVChatRoom') continue
      const members = this.#members.get(groupId)!
      if (group.member_count !== members.size) this.problems.push({ what: 'a wrong count of members', group, members })
      for (const [userId, client] of this.#clients) {
        const { groups: joined } = await client.request('group.joined', {})
        const isIn = joined.some(({ group }) => group.groupId === groupId)
        if (isIn !== members.has(userId)) this.problems.push({ what: 'two answers to who is in', groupId, userId })
        if (!isIn) continue
        const page = await client.request('group.members', { groupId })
        if (page.members.length !== members.size) this.problems.push({ what: 'a wrong page of members', groupId, page })
      }
    }
  }

  async #judgeLine(userId: string, client: RawClient, line: Line): Promise<void> {
    const { conversation } = line
    const answer = await allOf(client, conversation)
    if (answer === undefined) return
    const { messages, head } = answer
    const floor = line.floor ?? 0
    const isGapless = messages.every(({ seq }, i) => i === 0 || seq === messages[i - 1]!.seq + 1)
    const last = messages.at(-1)?.seq ?? head
    if (!isGapless || last !== head || head !== line.head || messages.some(({ seq }) => seq <= floor))
      this.problems.push({ what: 'a history with gaps', userId, line, seqs: messages.map(({ seq }) => seq) })
    const own = this.#own.get(`${userId} ${conversation}`) ?? 0
    const after = Math.max(line.read, own)
    const unread = messages.filter(
      (message) =>
        message.seq > after &&
        message.from !== userId &&
        !message.hidden &&
        !message.noUnread &&
        message.event === undefined &&
        message.targets === undefined &&
        message.changed?.['recalled' as never] === undefined,
    )
    const isCounted = line.groupType !== 'ChatRoom' && conversation !== `GROUP${COMMUNITY}`
    if (isCounted && !line.removed && unread.length !== line.unread)
      this.problems.push({ what: 'unread', userId, line, own, counted: unread.map(({ seq }) => seq) })
    const { changes, head: changeHead } = await client.request('changes', { conversation, after: 0, limit: 100 })
    if (changes.some(({ changeSeq }, i) => changeSeq !== i + 1) || changeHead !== line.changeHead)
      this.problems.push({ what: 'changes with gaps', userId, line, changes })
  }
}

/** Nothing when one may not read it. */
async function allOf(client: RawClient, conversation: string) {
  const messages: OpOutput<'history'>['messages'] = []
  for (;;) {
    const after = messages.at(-1)?.seq ?? 0
    const page = await client.request('history', { conversation, after, limit: 100 }).catch((error: RawError) => error)
    if (page instanceof RawError) {
      if (page.errorName === 'FORBIDDEN') return undefined
      throw page
    }
    if (page.messages.length === 0) return { messages, head: page.head }
    messages.push(...page.messages)
  }
}

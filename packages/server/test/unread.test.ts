import { type TestIm, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { deleteMessages } from '../src/features/conversations/delete-messages.ts'
import { getConversations } from '../src/features/conversations/get.ts'
import { readAll } from '../src/features/conversations/read-all.ts'
import { removeConversations } from '../src/features/conversations/remove.ts'
import { totalUnread } from '../src/features/conversations/total-unread.ts'
import { createGroup } from '../src/features/groups/create.ts'
import { joinGroup } from '../src/features/groups/join.ts'
import { quitGroup } from '../src/features/groups/quit.ts'
import { createTopic } from '../src/features/groups/topics/topics.ts'
import { recall } from '../src/features/messages/recall.ts'
import { send } from '../src/features/messages/send.ts'

/** All of the million are run with `SIGNET_UNREAD_OPERATIONS=1000000`; without it, as many as a second or two hold. */
const OPERATIONS = Number(process.env['SIGNET_UNREAD_OPERATIONS'] ?? 3_000)
/** Times that everything is counted by brute force. */
const CHECKS = 60

const USERS = ['a', 'b', 'c', 'd']
const GROUPS = ['pub1', 'pub2', 'meet', 'comm']
const OWNER = 'owner'
/** A community with topics: those are its conversations. */
const COMMUNITY = '@TGS#_topics'
const TOPICS = ['one', 'two'].map((name) => `GROUP${COMMUNITY}@TOPIC#_${name}`)

/** One log, as the brute force keeps it. */
interface Log {
  readonly entries: { readonly author: string; readonly counts: boolean; isGone: boolean }[]
}

/** What one user made of one conversation. */
interface Side {
  isIn: boolean
  read: number
  floor: number
  readonly deleted: Set<number>
}

it(
  '[CNV3][CHK63] unread equals brute force after many random operations',
  async () => {
    const seed = Number(process.env['SIGNET_SEED'] ?? Date.now() % 1_000_000)
    await using im = await testIm()
    const world = await createWorld(im, seed)
    const every = Math.max(1, Math.floor(OPERATIONS / CHECKS))
    for (let n = 1; n <= OPERATIONS; n++) {
      await world.step()
      if (n % every === 0 || n === OPERATIONS) {
        for (const user of USERS)
          expect({ seed, n, user, ...(await world.counted(user)) }).toEqual({
            seed,
            n,
            user,
            ...world.bruteForce(user),
          })
      }
    }
  },
  60_000 + OPERATIONS * 4,
)

async function createWorld(im: TestIm, seed: number) {
  const { messages, groups, conversations, accounts } = im.server.im
  const { sdkAppId } = im
  const random = mulberry(seed)
  const below = (most: number): number => Math.floor(random() * most)
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!
  const self = (userId: string) => ({ sdkAppId, userId })
  for (const userId of [...USERS, OWNER]) await accounts.import({ sdkAppId, userId })

  const logs = new Map<string, Log>()
  const sides = new Map<string, Side>()
  const isGroup = (conversation: string): boolean => conversation.startsWith('GROUP')
  const logOf = (user: string, conversation: string): Log => {
    const key = isGroup(conversation) ? conversation : [user, conversation.slice(3)].sort().join('+')
    const log = logs.get(key) ?? { entries: [] }
    logs.set(key, log)
    return log
  }
  const sideOf = (user: string, conversation: string): Side => {
    const key = `${user} ${conversation}`
    const side = sides.get(key) ?? { isIn: !isGroup(conversation), read: 0, floor: 0, deleted: new Set<number>() }
    sides.set(key, side)
    return side
  }
  const kindOf = (conversation: string) => messages.kinds[isGroup(conversation) ? 'GROUP' : 'C2C']
  const idOf = (conversation: string): string => conversation.slice(isGroup(conversation) ? 5 : 3)
  const notice = (conversation: string): void => {
    logOf('', conversation).entries.push({ author: '', counts: false, isGone: false })
  }

  for (const groupId of GROUPS) {
    const type = groupId === 'meet' ? 'ChatRoom' : groupId === 'comm' ? 'Community' : 'Public'
    const id = type === 'Community' ? `@TGS#_${groupId}` : groupId
    const wish = { type, name: groupId, groupId: id, joinOption: 'FreeAccess' as const, owner: OWNER }
    await createGroup(groups, { sdkAppId, actor: { kind: 'app' } }, wish)
  }
  const application = { sdkAppId, actor: { kind: 'app' } } as const
  const community = { type: 'Community', name: 'Topics', groupId: COMMUNITY, supportTopic: true } as const
  await createGroup(groups, application, { ...community, joinOption: 'FreeAccess', owner: OWNER })
  for (const topic of TOPICS) await createTopic(groups, application, COMMUNITY, { name: 'x', topicId: idOf(topic) })
  const names = (user: string): string[] => [
    ...USERS.filter((other) => other !== user).map((other) => `C2C${other}`),
    ...GROUPS.map((groupId) => (groupId === 'comm' ? `GROUP@TGS#_${groupId}` : `GROUP${groupId}`)),
    ...TOPICS,
  ]
  // What groups noted of their own making.
  for (const name of names('').filter(isGroup)) {
    if (TOPICS.includes(name)) continue
    const [head] = await im.server.im.timeline.heads([
      (await kindOf(name).open(self(OWNER), idOf(name))).channel.timeline,
    ])
    for (let n = 0; n < head!.seq; n++) notice(name)
  }

  let clientTime = 1
  const operations = {
    async send(user: string, name: string) {
      const noUnread = below(5) === 0
      const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x' } }]
      const draft = {
        ...{
          from: user,
          to: idOf(name),
          tinyId: '0',
          random: below(2 ** 32),
          clientTime: clientTime++,
          msgSeq: 1,
          body,
        },
        ...(noUnread && { noUnread: true as const }),
      }
      const route = kindOf(name).route(self(user), idOf(name))
      const { seq } = await send(messages, route, draft, { maxBytes: 12_000, sentBy: '' })
      const { entries } = logOf(user, name)
      expect(seq).toBe(entries.push({ author: user, counts: !noUnread, isGone: false }))
    },
    async read(user: string, name: string) {
      const { entries } = logOf(user, name)
      const upTo = 1 + below(entries.length + 2)
      await (await kindOf(name).open(self(user), idOf(name))).markRead(upTo)
      const side = sideOf(user, name)
      side.read = Math.max(side.read, Math.min(upTo, entries.length))
    },
    async recall(user: string, name: string) {
      const { entries } = logOf(user, name)
      const recent = Math.max(0, entries.length - 100)
      const own = entries
        .slice(recent)
        .flatMap((entry, i) => (entry.author === user && !entry.isGone ? [recent + i] : []))
      if (own.length === 0) return
      const { channel } = await kindOf(name).open(self(user), idOf(name))
      const at = pick(own)
      await recall(messages, { channel, window: { floor: 0 }, seq: at + 1 }, { userId: user, anyTime: true })
      entries[at]!.isGone = true
    },
    async deleteMessages(user: string, name: string) {
      const { length } = logOf(user, name).entries
      const newest = Math.min(length, 12)
      const seqs = Array.from({ length: 1 + below(4) }, () => length - below(newest)).filter((seq) => seq > 0)
      if (seqs.length === 0) return
      await deleteMessages(conversations, self(user), name, seqs)
      for (const seq of seqs) sideOf(user, name).deleted.add(seq)
    },
    async remove(user: string, name: string) {
      const [history, line] = pick([
        [true, true],
        [true, false],
        [false, true],
      ] as const)
      await removeConversations(conversations, self(user), [name], { history, line })
      sideOf(user, name).floor = logOf(user, name).entries.length
    },
    async joinOrQuit(user: string) {
      const name = pick(names(user).filter(isGroup))
      const isTopic = TOPICS.includes(name)
      const groupId = isTopic ? COMMUNITY : idOf(name)
      const { isIn } = sideOf(user, name)
      // Who comes into a community is told from who was there by the time alone.
      im.clock.advance(1)
      if (isIn) await quitGroup(groups, self(user), groupId)
      else await joinGroup(groups, self(user), groupId)
      im.clock.advance(1)
      for (const each of isTopic ? TOPICS : [name]) {
        const side = sideOf(user, each)
        side.isIn = !isIn
        if (side.isIn) side.read = logOf(user, each).entries.length
      }
      if (!isTopic && name !== 'GROUPmeet') notice(name)
    },
    async readAll(user: string) {
      await readAll(conversations, self(user))
      for (const name of names(user)) {
        const side = sideOf(user, name)
        // A conversation without anything unread is left alone, which makes no difference to its count.
        if (side.isIn) side.read = Math.max(side.read, logOf(user, name).entries.length)
      }
    },
  }

  const unreadIn = (user: string, name: string): number => {
    if (name === 'GROUPmeet') return 0
    const { entries } = logOf(user, name)
    const side = sideOf(user, name)
    const newestOwn = entries.findLastIndex(({ author }) => author === user) + 1
    const after = Math.max(side.read, side.floor, newestOwn)
    let unread = 0
    for (let seq = after + 1; seq <= entries.length; seq++) {
      const { counts, isGone } = entries[seq - 1]!
      if (counts && !isGone && !side.deleted.has(seq)) unread++
    }
    return unread
  }

  return {
    async step(): Promise<void> {
      const user = pick(USERS)
      const have = names(user).filter((name) => sideOf(user, name).isIn)
      const dice = below(1000)
      if (dice < 30) return await operations.joinOrQuit(user)
      if (dice < 35) return await operations.readAll(user)
      const name = pick(have)
      if (dice < 700) return await operations.send(user, name)
      if (logOf(user, name).entries.length === 0) return
      if (dice < 800) return await operations.read(user, name)
      if (dice < 880) return await operations.recall(user, name)
      if (dice < 970) return await operations.deleteMessages(user, name)
      return await operations.remove(user, name)
    },

    /** By the server. */
    async counted(user: string) {
      const page = JSON.parse(await getConversations(conversations, self(user), names(user))) as {
        conversations: { conversation: string; unread: number }[]
      }
      const unread = Object.fromEntries(page.conversations.map((item) => [item.conversation, item.unread]))
      return { unread, ...(await totalUnread(conversations, self(user)).then((total) => ({ total: total.unread }))) }
    },

    bruteForce(user: string) {
      const have = names(user).filter(
        (name) => sideOf(user, name).isIn && (isGroup(name) || logOf(user, name).entries.length > 0),
      )
      const unread = Object.fromEntries(have.map((name) => [name, unreadIn(user, name)]))
      // Nothing was muted: the total is the sum.
      return { unread, total: Object.values(unread).reduce((sum, count) => sum + count, 0) }
    },
  }
}

/** The same numbers for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

import type { GroupEvent } from '@signet/protocol/group'
import type { NewsPacket } from '../connection.ts'
import type { Core } from '../core.ts'
import { EVENT } from '../event-names.ts'
import { MessageOf, seconds } from '../message.ts'
import type { Part } from '../part.ts'
import { TYPES } from '../type-constants.ts'
import { eventOf } from './event-of.ts'
import { changedKeys, type Group } from './group.ts'
import { noticeOf } from './notices.ts'

/** The groups that the own user is in, kept up to date by what the server tells. */
export class JoinedGroups implements Part {
  readonly #core: Core
  #groups: Map<string, Group> | undefined
  #loading: Promise<Group[]> | undefined
  #isTold = false

  constructor(core: Core) {
    this.#core = core
    core.attach(this)
  }

  /** All of them; fetched when asked for the first time. */
  async list(): Promise<Group[]> {
    this.#core.ready()
    if (this.#groups) return [...this.#groups.values()]
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
    })
    return await this.#loading
  }

  /** The own user came in, or the group is another than it was. */
  put(group: Group): void {
    if (group.isJoinedGroup) this.#groups?.set(group.groupID, group)
    else this.#groups?.delete(group.groupID)
    this.#tell()
  }

  drop(groupId: string): void {
    const known = this.#core.groups.known(groupId)
    if (known) known.isJoinedGroup = false
    this.#groups?.delete(groupId)
    this.#tell()
  }

  ready(): void {
    if (this.#core.events.has(EVENT.GROUP_LIST_UPDATED)) this.#refresh()
  }

  resumed(): void {
    if (this.#groups) this.#refresh()
  }

  forget(): void {
    this.#groups = undefined
    this.#loading = undefined
  }

  push(packet: NewsPacket): void {
    const event = eventOf(packet)
    if (event) this.happened(event, packet.type === 'group')
  }

  /** @param isPersonal the event was told to this user, not to the whole group */
  happened(event: GroupEvent, isPersonal: boolean): void {
    const me = this.#core.connection.userId
    const isGone = event.kind === 'dissolved' || (leaves(event) && event.members.includes(me))
    if (isGone) this.drop(event.groupId)
    else if (isAboutMe(event, me)) this.#reread(event.groupId)
    else this.#apply(event)
    const payload = isPersonal ? noticeOf(event, me) : undefined
    if (!payload) return
    const clientTime = seconds(event.time)
    const random = this.#core.env.uint32()
    const notice = new MessageOf({
      ID: `${TYPES.CONV_SYSTEM}-${clientTime}-${random}`,
      type: TYPES.MSG_GRP_SYS_NOTICE,
      payload,
      conversationID: TYPES.CONV_SYSTEM,
      from: TYPES.CONV_SYSTEM,
      to: (event.kind === 'notified' && event.topicId) || event.groupId,
      flow: 'in',
      random,
      clientTime,
      time: clientTime,
    })
    notice.status = 'success'
    notice.isSystemMessage = true
    this.#core.account?.mailbox.messages.keep(notice)
    this.#core.received([notice])
    this.#core.events.emit(EVENT.GROUP_SYSTEM_NOTICE_RECEIVED, { type: payload.operationType, message: notice })
  }

  /** What an event says is not asked for again: everybody in the group hears it at once. */
  #apply(event: GroupEvent): void {
    const group = this.#core.groups.known(event.groupId)
    if (!group) return
    if (event.memberCount > 0) group.memberCount = group.memberNum = event.memberCount
    if (event.kind === 'ownerChanged') group.ownerID = event.to
    if (event.kind === 'infoChanged') {
      const { groupName: name = group.name, ...change } = changedKeys(event.change)
      Object.assign(group, { name, ...change, infoSequence: event.infoSeq, maxMemberNum: group.maxMemberCount })
    }
    this.put(group)
  }

  #reread(groupId: string): void {
    const isInteresting = this.#core.groups.known(groupId) || this.#core.events.has(EVENT.GROUP_LIST_UPDATED)
    if (isInteresting) this.#core.background(async () => this.put(await this.#core.groups.fetch(groupId)))
  }

  #refresh(): void {
    this.#core.background(async () => {
      await this.#load()
      if (this.#groups) this.#tell()
    })
  }

  async #load(): Promise<Group[]> {
    const { account } = this.#core
    const groups = new Map<string, Group>()
    let cursor: string | undefined
    do {
      const page = await this.#core.ask('group.joined', cursor === undefined ? {} : { cursor })
      for (const group of this.#core.groups.learn(page.groups)) groups.set(group.groupID, group)
      cursor = page.cursor
    } while (cursor !== undefined)
    if (account === this.#core.account) this.#groups = groups
    return [...groups.values()]
  }

  /** One event for all changes of a turn, as it carries the whole list. */
  #tell(): void {
    if (!this.#core.events.has(EVENT.GROUP_LIST_UPDATED)) return
    // Nobody asked for the list before, but now somebody listens.
    if (!this.#groups) {
      this.#refresh()
      return
    }
    if (this.#isTold) return
    this.#isTold = true
    queueMicrotask(() => {
      this.#isTold = false
      if (this.#groups && this.#core.isReady)
        this.#core.events.emit(EVENT.GROUP_LIST_UPDATED, [...this.#groups.values()])
    })
  }
}

/** Whether the own user's seat in the group is another than before. */
const isAboutMe = (event: GroupEvent, me: string): boolean =>
  event.kind === 'created' ||
  (event.kind === 'ownerChanged' && (event.from === me || event.to === me)) ||
  ('members' in event && event.members.includes(me))

type Leaving = Extract<GroupEvent, { kind: 'memberQuit' | 'memberKicked' | 'memberBanned' }>

const leaves = (event: GroupEvent): event is Leaving =>
  event.kind === 'memberQuit' || event.kind === 'memberKicked' || event.kind === 'memberBanned'

import type { Clock, Timer } from '../clock.ts'
import { type ChatError, toChatError } from '../errors.ts'
import type { GroupMember } from '../groups/group.ts'
import type { ChatParts } from './chat-parts.ts'
import { Observed } from './observed.ts'

/** The members of one group, as far as they were read. */
export interface MembersState {
  /** In the order in which they came into the group. */
  readonly members: readonly GroupMember[]
  /** A page is on its way. */
  readonly isLoading: boolean
  /** These are all. */
  readonly isComplete: boolean
  /** Why the last page did not come. It is asked for again when the network is back, or by `loadMore`. */
  readonly error: ChatError | undefined
}

const PAGE = 50
/** A busy group changes many times a second: it is read again at most this often, ms. */
const PAUSE = 1_000
const NOTHING: MembersState = { members: [], isLoading: false, isComplete: false, error: undefined }

/** A group's members while they are shown: read page by page, and again when the group tells of a change. */
export class MemberList extends Observed<MembersState> {
  /** Whose members these are. */
  readonly groupID: string
  readonly #chat: ChatParts
  readonly #clock: Clock
  #offset = 0
  #isStale = false
  #pause: Timer
  /** Answers to what an earlier user asked are nobody's. */
  #login = 0

  constructor(chat: ChatParts, groupID: string, clock: Clock, idle?: () => void) {
    super(NOTHING, idle)
    this.#chat = chat
    this.groupID = groupID
    this.#clock = clock
  }

  /** Reads the next page. Never rejects: `error` says why nothing came. */
  readonly loadMore = async (): Promise<void> => {
    if (!this.get().isComplete) await this.#read(this.#offset, this.get().members.length + PAGE)
  }

  /** Somebody came, left, or is another than before. */
  stale(): void {
    this.#isStale = true
    if (this.#pause === undefined) this.resume()
  }

  /** Begins, tries again what failed, or reads again what has changed. */
  resume(): void {
    if (!this.isObserved) return
    const { members, error, isComplete } = this.get()
    if (this.#isStale && members.length > 0) void this.#read(0, members.length)
    else if (error || (members.length === 0 && !isComplete)) void this.loadMore()
  }

  /** Another login: nothing of what was is shown. */
  reset(): void {
    this.#login++
    this.#offset = 0
    this.#isStale = false
    this.#clock.cancel(this.#pause)
    this.#pause = undefined
    this.state.set(NOTHING)
  }

  /** From `offset` on until there are `wanted`. */
  async #read(offset: number, wanted: number): Promise<void> {
    if (this.get().isLoading || !this.#chat.isReady()) return
    const login = this.#login
    const { groupID } = this
    this.#set({ isLoading: true })
    if (offset === 0) this.#isStale = false
    let members = this.get().members.slice(0, offset)
    try {
      do {
        const { data } = await this.#chat.getGroupMemberList({ groupID, offset, count: PAGE })
        if (login !== this.#login) return
        members = [...members, ...data.memberList]
        offset = data.offset
      } while (offset > 0 && members.length < wanted)
      this.#offset = offset
      this.#set({ members, isLoading: false, isComplete: offset === 0, error: undefined })
    } catch (thrown) {
      if (login !== this.#login) return
      this.#set({ isLoading: false, error: toChatError(thrown) })
    }
    this.#pause = this.#clock.after(PAUSE, () => {
      this.#pause = undefined
      if (this.#isStale) this.resume()
    })
  }

  #set(change: Partial<MembersState>): void {
    this.state.set({ ...this.get(), ...change })
  }
}

import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Connection } from '../connection.ts'
import type { Environment } from '../environment.ts'
import { ChatError } from '../errors.ts'
import { SERVER_CODES } from '../server-codes.ts'
import { emptyGroup, type Group, learnGroup } from './group.ts'

/** Groups of one request. */
const PAGE = 50

type Read = OpOutput<'group.info'>['groups'][number]

/** The groups that are known, one instance of each; those that something refers to are fetched by themselves. */
export class Groups {
  readonly #env: Environment
  readonly #request: Connection['request']
  readonly #learned: (groups: readonly Group[]) => void
  readonly #known = new Map<string, Group>()
  readonly #wanted = new Set<string>()
  #isAsking = false

  /** @param learned called with groups that are new or have changed */
  constructor(env: Environment, request: Connection['request'], learned: (groups: readonly Group[]) => void) {
    this.#env = env
    this.#request = request
    this.#learned = learned
  }

  forget(): void {
    this.#known.clear()
    this.#wanted.clear()
  }

  known(groupId: string): Group | undefined {
    return this.#known.get(groupId)
  }

  /** What is known, or an empty group, which is filled in when it has been fetched. */
  of(groupId: string): Group {
    const known = this.#known.get(groupId)
    if (known) return known
    const group = emptyGroup(groupId)
    this.#known.set(groupId, group)
    this.want(groupId)
    return group
  }

  /** Fetches the group soon, with others. */
  want(groupId: string): void {
    this.#wanted.add(groupId)
    if (this.#isAsking) return
    this.#isAsking = true
    queueMicrotask(() => void this.#askWanted())
  }

  /** Reads a group now. @throws {ChatError} what the server says, such as 10010 when it is gone */
  async fetch(groupId: string): Promise<Group> {
    const { groups, refused } = await this.#request('group.info', { groupIds: [groupId] })
    const [read] = groups
    if (read) return this.learn([read])[0]!
    const { code = SERVER_CODES.GROUP_NOT_FOUND, name = 'GROUP_NOT_FOUND' } = refused[0] ?? {}
    throw new ChatError(code, name, `The group ${groupId} cannot be read.`)
  }

  /** What the server told of groups. */
  learn(read: readonly Read[]): Group[] {
    const groups = read.map(({ group: wire, self }) => {
      const group = this.#known.get(wire.groupId) ?? emptyGroup(wire.groupId)
      this.#known.set(wire.groupId, group)
      return learnGroup(group, wire, self)
    })
    this.#learned(groups)
    return groups
  }

  /** Names beside conversations are not worth an error: what cannot be had now is asked for when it is needed again. */
  async #askWanted(): Promise<void> {
    try {
      while (this.#wanted.size > 0) {
        const groupIds = [...this.#wanted].slice(0, PAGE)
        for (const groupId of groupIds) this.#wanted.delete(groupId)
        this.learn((await this.#request('group.info', { groupIds })).groups)
      }
    } catch (error) {
      this.#env.log.info(`Groups could not be read: ${error}`)
    } finally {
      this.#isAsking = false
    }
  }
}

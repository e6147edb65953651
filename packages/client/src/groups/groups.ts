import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Connection } from '../connection.ts'
import type { Environment } from '../environment.ts'
import { ChatError } from '../errors.ts'
import { SERVER_CODES } from '../server-codes.ts'
import { Wanted } from '../wanted.ts'
import { emptyGroup, type Group, learnGroup } from './group.ts'

/** Groups of one request. */
const PAGE = 50

type Read = OpOutput<'group.info'>['groups'][number]

/** The groups that are known, one instance of each; those that something refers to are fetched by themselves. */
export class Groups {
  readonly #request: Connection['request']
  readonly #learned: (groups: readonly Group[]) => void
  readonly #known = new Map<string, Group>()
  readonly #wanted: Wanted

  /** @param learned called with groups that are new or have changed */
  constructor(env: Environment, request: Connection['request'], learned: (groups: readonly Group[]) => void) {
    this.#request = request
    this.#learned = learned
    // Names beside conversations are not worth an error: what cannot be had now is asked for when it is needed again.
    const failed = (error: unknown): void => env.log.info(`Groups could not be read: ${error}`)
    const read = async (groupIds: string[]) => this.learn((await request('group.info', { groupIds })).groups)
    this.#wanted = new Wanted(PAGE, read, failed)
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
}

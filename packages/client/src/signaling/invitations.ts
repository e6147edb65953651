import type { Timer } from '../clock.ts'
import type { Core } from '../core.ts'
import { Events } from '../events.ts'
import type { Message } from '../message.ts'
import { TSignaling } from './constants.ts'
import { ACTION_MODIFY, type Signal, signalOf } from './signal.ts'

/** What the listeners of invitations are told. */
export interface SignalingData {
  /** The invitation. */
  readonly inviteID: string
  /** '' of a private one. */
  readonly groupID: string
  /** UserID of who made it. */
  readonly inviter: string
  /** UserID of who answered, or of the first who was invited. */
  readonly invitee: string
  /** Who is invited, or whom this step is about. */
  readonly inviteeList: readonly string[]
  /** What the app said with this step; '' when nothing. */
  readonly data: string
  /** As `data`, for apps of older versions. */
  readonly inviteData: string
  /** The own user did not answer in time, or nobody whom the own user invited did. */
  readonly isSelfTimeout?: boolean
}

/** An invitation that still waits for answers. */
export interface Invitation {
  readonly signal: Signal
  /** Who has not answered yet. */
  readonly waiting: Set<string>
  readonly timer: Timer
}

const MOST = 1000

/** The invitations that are open, whoever made them. */
export class Invitations {
  readonly #core: Core
  readonly #events: Events
  readonly #open = new Map<string, Invitation>()
  readonly #timedOut: (signal: Signal, waiting: readonly string[]) => void

  /** @param timedOut an invitation of the own user ended without an answer */
  constructor(core: Core, timedOut: (signal: Signal, waiting: readonly string[]) => void) {
    this.#core = core
    this.#events = new Events(core.env.log)
    this.#timedOut = timedOut
    core.attach({
      forget: () => this.#forget(),
      received: (messages) => {
        for (const message of messages) this.#received(message)
      },
    })
  }

  on(name: string, handler: (event: { name: string; data: unknown }) => unknown, context: unknown): void {
    this.#events.add(name, handler, context, false)
  }

  off(name: string, handler: (event: { name: string; data: unknown }) => unknown, context: unknown): void {
    this.#events.remove(name, handler, context)
  }

  find(inviteId: string): Invitation | undefined {
    return this.#open.get(inviteId)
  }

  open(signal: Signal): void {
    if (this.#open.size >= MOST) return
    const { clock } = this.#core.env
    const timer =
      signal.timeout > 0 ? clock.after(signal.timeout * 1000, () => this.#expire(signal.inviteID)) : undefined
    this.#open.set(signal.inviteID, { signal, waiting: new Set(signal.inviteeList), timer })
  }

  /** Somebody answered; when everybody has, the invitation is over. */
  answered(inviteId: string, by: string): void {
    const invitation = this.#open.get(inviteId)
    invitation?.waiting.delete(by)
    if (invitation?.waiting.size === 0) this.close(inviteId)
  }

  close(inviteId: string): void {
    const invitation = this.#open.get(inviteId)
    if (invitation) this.#core.env.clock.cancel(invitation.timer)
    this.#open.delete(inviteId)
  }

  #expire(inviteId: string): void {
    const invitation = this.#open.get(inviteId)
    if (!invitation) return
    const me = this.#core.connection.userId
    const { signal, waiting } = invitation
    this.close(inviteId)
    const inviteeList = [...waiting]
    if (signal.inviter === me) this.#timedOut(signal, inviteeList)
    else if (!waiting.has(me)) return
    this.#tell(TSignaling.INVITATION_TIMEOUT, { ...signal, inviteeList }, me, { isSelfTimeout: true })
  }

  #received(message: Message): void {
    const signal = signalOf(message)
    if (!signal || signal.groupID !== (message.conversationType === 'GROUP' ? message.to : '')) return
    const me = this.#core.connection.userId
    const { inviteID, actionType } = signal
    // What another device of the own user did is known there; here it only ends the ringing.
    if (message.flow === 'out') {
      if (actionType !== TSignaling.ACTION_TYPE_INVITE) this.close(inviteID)
    } else if (actionType === TSignaling.ACTION_TYPE_INVITE) {
      const isOver = signal.timeout > 0 && message.time + signal.timeout <= this.#core.serverTime / 1000
      if (message.from !== signal.inviter || !signal.inviteeList.includes(me) || isOver) return
      this.open(signal)
      this.#tell(TSignaling.NEW_INVITATION_RECEIVED, signal, me)
    } else this.#step(signal, message.from)
  }

  /** Only who was invited answers, and only who invited ends or changes it. */
  #step(signal: Signal, from: string): void {
    const { inviteID, actionType } = signal
    const invitation = this.#open.get(inviteID)
    if (!invitation) return
    const isInviter = from === invitation.signal.inviter
    const isInvitee = invitation.signal.inviteeList.includes(from)
    if (actionType === TSignaling.ACTION_TYPE_ACCEPT_INVITE && isInvitee) {
      this.answered(inviteID, from)
      this.#tell(TSignaling.INVITEE_ACCEPTED, signal, from)
    } else if (actionType === TSignaling.ACTION_TYPE_REJECT_INVITE && isInvitee) {
      this.answered(inviteID, from)
      this.#tell(TSignaling.INVITEE_REJECTED, signal, from)
    } else if (actionType === TSignaling.ACTION_TYPE_CANCEL_INVITE && isInviter) {
      this.close(inviteID)
      this.#tell(TSignaling.INVITATION_CANCELLED, signal, from)
    } else if (actionType === TSignaling.ACTION_TYPE_INVITE_TIMEOUT && isInviter) {
      this.close(inviteID)
      this.#tell(TSignaling.INVITATION_TIMEOUT, signal, from, { isSelfTimeout: false })
    } else if (actionType === ACTION_MODIFY && isInviter) {
      this.#tell(TSignaling.INVITATION_MODIFIED, signal, from)
    }
  }

  #tell(name: string, signal: Signal, invitee: string, more: Pick<SignalingData, 'isSelfTimeout'> = {}): void {
    const { inviteID, groupID, inviter, inviteeList, data } = signal
    const told: SignalingData = { inviteID, groupID, inviter, invitee, inviteeList, data, inviteData: data, ...more }
    this.#events.tell(name, told)
  }

  #forget(): void {
    for (const inviteId of [...this.#open.keys()]) this.close(inviteId)
  }
}

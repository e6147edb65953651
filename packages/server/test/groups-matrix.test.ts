import { describe, expect, it } from 'vitest'
import { decide, decideInvite, decideJoin, decideOn } from '../src/features/groups/rules.ts'
import {
  GROUP_TYPES,
  type GroupTypeRules,
  INVITE_OPTIONS,
  JOIN_OPTIONS,
  OPERATIONS,
  STANDINGS,
  type Standing,
  TARGET_OPERATIONS,
  TYPE_RULES,
} from '../src/features/groups/types.ts'
import { FACTS, JOIN, MEMBER_INVITES, TYPES, WHO, WHO_TO_WHOM } from './groups-matrix.ts'

const LETTER: Readonly<Record<Standing, string>> = { App: 'A', Owner: 'O', Admin: 'D', Member: 'M', Outsider: 'X' }
const expected = (cell: string, standing: Standing, operation: string) => {
  if (cell === '-') return 'GROUP_UNSUPPORTED'
  if (cell.includes(LETTER[standing])) return undefined
  return operation === 'quit' && standing === 'Owner' ? 'GROUP_OWNER_STAYS' : 'GROUP_DENIED'
}

describe('the authorization matrix equals its independent copy', () => {
  it('covers every type and operation that there is', () => {
    expect([...TYPES]).toEqual([...GROUP_TYPES])
    expect(Object.keys(WHO)).toEqual([...OPERATIONS])
    expect(Object.keys(WHO_TO_WHOM)).toEqual([...TARGET_OPERATIONS])
  })

  it.each(OPERATIONS)('[GRP1][CHK12] who may %s, in every type', (operation) => {
    let cells = 0
    for (const [i, type] of TYPES.entries()) {
      for (const standing of STANDINGS) {
        const cell = WHO[operation]![i]!
        expect(decide(type, operation, standing), `${type} ${operation} ${standing}`).toBe(
          expected(cell, standing, operation),
        )
        cells++
      }
    }
    expect(cells).toBe(25)
  })

  it.each(TARGET_OPERATIONS)('[GRP2][CHK12] who may %s whom, in every type', (operation) => {
    let cells = 0
    for (const [i, type] of TYPES.entries()) {
      const cell = WHO_TO_WHOM[operation]![i]!
      const may = new Map(cell === '-' ? [] : cell.split(' ').map((pair) => pair.split('>') as [string, string]))
      for (const standing of STANDINGS) {
        for (const target of STANDINGS) {
          const allowed = may.get(LETTER[standing])?.includes(LETTER[target]) ?? false
          const refusal = allowed ? undefined : cell === '-' ? 'GROUP_UNSUPPORTED' : 'GROUP_DENIED'
          expect(decideOn(type, operation, standing, target), `${type} ${standing} ${operation} ${target}`).toBe(
            refusal,
          )
          cells++
        }
      }
    }
    expect(cells).toBe(125)
  })

  it('[GRP3][CHK12] what coming in leads to, by type and option', () => {
    for (const type of TYPES) {
      for (const [i, option] of JOIN_OPTIONS.entries()) {
        const verdict = decideJoin(type, 'Outsider', option, false)
        expect(verdict.kind === 'refused' ? verdict.error : verdict.kind, `${type} ${option}`).toBe(JOIN[type]![i])
        expect(decideJoin(type, 'Outsider', option, true)).toEqual({ kind: 'refused', error: 'GROUP_BANNED' })
        const again = decideJoin(type, 'Member', option, false)
        expect(again.kind).toBe(type === 'AVChatRoom' ? 'joins' : 'already')
        expect(decideJoin(type, 'App', option, false).kind).toBe('refused')
      }
    }
  })

  it('[GRP4][CHK12] what an invitation leads to, by type, option and standing', () => {
    for (const type of TYPES) {
      for (const [i, option] of INVITE_OPTIONS.entries()) {
        const outcome = (standing: Standing) => {
          const verdict = decideInvite(type, standing, option)
          return verdict.kind === 'refused' ? verdict.error : verdict.kind
        }
        expect(outcome('Member'), `${type} ${option}`).toBe(MEMBER_INVITES[type]![i])
        expect(outcome('App')).toBe(type === 'AVChatRoom' ? 'GROUP_UNSUPPORTED' : 'adds')
        expect(outcome('Outsider')).toBe(type === 'AVChatRoom' ? 'GROUP_UNSUPPORTED' : 'GROUP_DENIED')
        const owner = option === 'NeedPermission' ? 'adds' : MEMBER_INVITES[type]![i]
        expect(outcome('Owner')).toBe(type === 'AVChatRoom' ? 'GROUP_UNSUPPORTED' : owner)
      }
    }
  })

  const columns: Readonly<Record<keyof typeof FACTS, (rules: GroupTypeRules) => unknown>> = {
    'default join option': (rules) => rules.joinOptions[0],
    'default invite option': (rules) => rules.inviteOptions[0],
    'member list stored': (rules) => rules.memberListStored,
    'default maximum of members': (rules) => rules.defaultMaxMembers,
    unread: (rules) => rules.unread,
    history: (rules) => rules.history,
    'history before joining': (rules) => rules.historyBeforeJoin,
    'member notices': (rules) => rules.memberNotices,
    'activated by first message': (rules) => rules.activation,
    'default receive option': (rules) => rules.defaultReceiveOption,
    'offline push': (rules) => rules.offlinePush,
    recall: (rules) => rules.recall,
    'read receipts': (rules) => rules.receipts,
    'message extensions': (rules) => rules.extensions,
    'directed messages': (rules) => rules.directedMessages,
    'custom member fields': (rules) => rules.customMemberFields,
    administrators: (rules) => rules.mostAdmins,
    'ids of the server begin with': (rules) => rules.idPrefix,
  }
  it.each(Object.keys(FACTS) as (keyof typeof FACTS)[])('[GRP1] %s, in every type', (fact) => {
    expect(TYPES.map((type) => columns[fact](TYPE_RULES[type]))).toEqual([...FACTS[fact]])
  })
})

import { describe, expect, it } from 'vitest'
import { accessOf, mayRead, mayWrite, STANDARD_FIELDS, valueRefusal } from './rules.ts'

describe('[PRF1] a value fits its field', () => {
  it.each([
    ['Tag_Profile_IM_Nick', 'Alice', undefined],
    ['Tag_Profile_IM_Nick', 5, 'PROFILE_VALUE_TYPE'],
    ['Tag_Profile_IM_Nick', '字'.repeat(166), undefined],
    ['Tag_Profile_IM_Nick', '字'.repeat(167), 'PROFILE_VALUE_TOO_LONG'],
    ['Tag_Profile_IM_Nick', '\ud800', 'PROFILE_INVALID'],
    ['Tag_Profile_IM_Location', 'x'.repeat(16), undefined],
    ['Tag_Profile_IM_Location', 'x'.repeat(17), 'PROFILE_VALUE_TOO_LONG'],
    ['Tag_Profile_IM_Gender', 'Gender_Type_Male', undefined],
    ['Tag_Profile_IM_Gender', 'male', 'PROFILE_VALUE_ILLEGAL'],
    ['Tag_Profile_IM_Gender', 1, 'PROFILE_VALUE_TYPE'],
    ['Tag_Profile_IM_AllowType', 'AllowType_Type_DenyAny', undefined],
    ['Tag_Profile_IM_BirthDay', 20_190_419, undefined],
    ['Tag_Profile_IM_BirthDay', '20190419', 'PROFILE_VALUE_TYPE'],
    ['Tag_Profile_IM_Level', 0xffff_ffff, undefined],
    ['Tag_Profile_IM_Level', 0x1_0000_0000, 'PROFILE_VALUE_ILLEGAL'],
    ['Tag_Profile_IM_Level', -1, 'PROFILE_VALUE_ILLEGAL'],
    ['Tag_Profile_IM_Level', 1.5, 'PROFILE_VALUE_ILLEGAL'],
    ['Tag_Profile_Custom_Abcdefgh', 'x'.repeat(500), undefined],
    ['Tag_Profile_Custom_Abcdefgh', 'x'.repeat(501), 'PROFILE_VALUE_TOO_LONG'],
    ['Tag_Profile_Custom_Abcdefghi', 'x', 'PROFILE_TAG_UNKNOWN'],
    ['Tag_Profile_Custom_', 'x', 'PROFILE_TAG_UNKNOWN'],
    ['Tag_Profile_Custom_a1', 'x', 'PROFILE_TAG_UNKNOWN'],
    ['Tag_Profile_IM_Other', 'x', 'PROFILE_TAG_UNKNOWN'],
    ['__proto__', 'x', 'PROFILE_TAG_UNKNOWN'],
    ['toString', 'x', 'PROFILE_TAG_UNKNOWN'],
  ])('%s = %j → %s', (tag, value, expected) => {
    expect(valueRefusal(tag, value)).toBe(expected)
  })
})

describe('[PRF3] access', () => {
  it('to standard fields is: everyone reads, the owner writes all but what the backend forbids with', () => {
    const refused = Object.keys(STANDARD_FIELDS).filter((tag) => !mayWrite(accessOf(tag, new Map()), 'owner'))
    expect(refused).toEqual(['Tag_Profile_IM_AdminForbidType'])
    for (const tag of Object.keys(STANDARD_FIELDS)) expect(mayRead(accessOf(tag, new Map()), 'other')).toBe(true)
  })

  it.each([
    ['everyone', [true, true, true]],
    ['owner', [true, false, true]],
    ['admin', [false, false, true]],
  ] as const)('readBy %s lets owner, other, admin read: %j', (readBy, expected) => {
    const access = { readBy, writeBy: 'owner' } as const
    expect((['owner', 'other', 'admin'] as const).map((reader) => mayRead(access, reader))).toEqual(expected)
  })

  it('of a custom field follows the rule of the application, and no rule overrides a standard field', () => {
    const rules = new Map([
      ['Tag_Profile_Custom_A', { readBy: 'admin', writeBy: 'admin' }],
      ['Tag_Profile_IM_Nick', { readBy: 'admin', writeBy: 'admin' }],
    ] as const)
    expect(mayRead(accessOf('Tag_Profile_Custom_A', rules), 'other')).toBe(false)
    expect(mayWrite(accessOf('Tag_Profile_Custom_A', rules), 'owner')).toBe(false)
    expect(mayWrite(accessOf('Tag_Profile_Custom_B', rules), 'owner')).toBe(true)
    expect(mayRead(accessOf('Tag_Profile_IM_Nick', rules), 'other')).toBe(true)
  })
})

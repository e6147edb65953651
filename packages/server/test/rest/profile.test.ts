import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { items, play, withAccounts } from './scenario.ts'

const SET = 'profile/portrait_set'
const GET = 'profile/portrait_get'
const set = (Tag: string, Value: unknown, From_Account = 'ann') => ({ From_Account, ProfileItem: [{ Tag, Value }] })

it('[PRF1][PRF4] profiles are set all or nothing, by the field’s own codes, and read as they were set', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const ann = await im.enter('ann')
  await play(im, [
    {
      call: SET,
      with: {
        From_Account: 'ann',
        ProfileItem: [
          { Tag: 'Tag_Profile_IM_Nick', Value: 'Ann' },
          { Tag: 'Tag_Profile_IM_BirthDay', Value: 19900101 },
          { Tag: 'Tag_Profile_IM_AdminForbidType', Value: 'AdminForbid_Type_SendOut' },
          { Tag: 'Tag_Profile_Custom_Test', Value: 'x' },
        ],
      },
      gives: {},
      rows: { profile_field: 3 },
    },
    { call: SET, with: { From_Account: 'ann', ProfileItem: [] }, gives: 40001 },
    { call: SET, with: set('Tag_Profile_IM_Nick', 'x', 'ghost'), gives: 40003, rows: {} },
    { call: SET, with: set('Tag_Profile_IM_Nope', 'x'), gives: 40009, rows: {} },
    { call: SET, with: set('Tag_Profile_IM_SelfSignature', 'é'.repeat(251)), gives: 40601, rows: {} },
    { call: SET, with: set('Tag_Profile_IM_Gender', 'Gender_Type_Robot'), gives: 40605, rows: {} },
    { call: SET, with: set('Tag_Profile_IM_Level', 'high'), gives: 40610, rows: {} },
    { call: SET, with: set('Tag_Profile_IM_Level', -1), gives: 40605, rows: {} },
    { call: SET, with: set('Tag_Profile_IM_Level', [1]), gives: 40001, rows: {} },
    {
      call: GET,
      with: {
        To_Account: ['ann', 'ghost', 'ben'],
        TagList: ['Tag_Profile_IM_Nick', 'Tag_Profile_IM_Level', 'Tag_Profile_Custom_Test'],
      },
      gives: {
        UserProfileItem: [
          ...items(
            { ann: 0 },
            {
              ProfileItem: [
                { Tag: 'Tag_Profile_IM_Nick', Value: 'Ann' },
                { Tag: 'Tag_Profile_Custom_Test', Value: 'x' },
              ],
            },
          ),
          ...items({ ghost: 40003, ben: 0 }, { ProfileItem: [] }),
        ],
        Fail_Account: ['ghost'],
      },
    },
    { call: GET, with: { To_Account: ['ghost'], TagList: ['Tag_Profile_IM_Nick'] }, gives: 40003 },
    { call: GET, with: { To_Account: ['ann'], TagList: ['Tag_Profile_IM_Nope'] }, gives: 40009 },
    { call: GET, with: { TagList: ['Tag_Profile_IM_Nick'] }, gives: 40002 },
    { call: GET, with: { To_Account: Array(101).fill('ann'), TagList: ['Tag_Profile_IM_Nick'] }, gives: 40001 },
  ])
  await ann.until(() => ann.pushes.some((packet) => packet.type === 'changed' && packet.what === 'profile'))
  const own = await ann.request('profile.get', { userIds: ['ann'] })
  expect(own.profiles[0]!.items).toContainEqual({ tag: 'Tag_Profile_IM_BirthDay', value: 19900101 })
})

import { Type } from 'typebox'
import { command } from '../command.ts'
import { AnyUserId, Nothing, ResultCode } from './fields.ts'

/** Accounts of one call. */
const MOST = 100

const Profile = {
  Nick: Type.Optional(Type.String({ description: 'At most 500 bytes.' })),
  FaceUrl: Type.Optional(Type.String({ description: 'At most 500 bytes.' })),
}
const Items = (description: string) =>
  Type.Array(Type.Object({ UserID: AnyUserId('The account.') }), { minItems: 1, maxItems: MOST, description })
const Result = { ResultCode: ResultCode(), ResultInfo: Type.String(), UserID: Type.String() }

/** Accounts and their logins. */
export const LOGIN_COMMANDS = {
  'im_open_login_svc/account_import': command({
    title: 'Import one account. Importing it again keeps it and writes the nick and the picture that are given.',
    input: Type.Object({ UserID: AnyUserId('At most 32 bytes.'), ...Profile }),
    output: Nothing,
    renamed: { Identifier: 'UserID' },
  }),
  'im_open_login_svc/multiaccount_import': command({
    title: 'Import up to 100 accounts, by UserID or each with a nick and a picture.',
    input: Type.Object({
      Accounts: Type.Optional(Type.Array(AnyUserId('An account.'), { minItems: 1, maxItems: MOST })),
      AccountList: Type.Optional(
        Type.Array(Type.Object({ UserID: AnyUserId('An account.'), ...Profile }), { minItems: 1, maxItems: MOST }),
      ),
    }),
    output: Type.Object({ FailAccounts: Type.Array(Type.String(), { description: 'Accounts that were refused.' }) }),
    perSecond: 100,
  }),
  'im_open_login_svc/account_check': command({
    title: 'Which accounts there are.',
    input: Type.Object({ CheckItem: Items('Which.') }),
    output: Type.Object({
      ResultItem: Type.Array(
        Type.Object({
          ...Result,
          AccountStatus: Type.String({ description: '`Imported` or `NotImported`' }),
        }),
      ),
    }),
    perSecond: 100,
  }),
  'im_open_login_svc/account_delete': command({
    title: 'Delete up to 100 accounts with all that is kept about them, each with an outcome. There is no way back.',
    input: Type.Object({ DeleteItem: Items('Which.') }),
    output: Type.Object({ ResultItem: Type.Array(Type.Object(Result)) }),
    perSecond: 100,
    note: 'What they wrote stays in the conversations of others. UserSigs issued before stay refused (70052). An administrator is refused with 60017 in its item.',
  }),
  'im_open_login_svc/kick': command({
    title: 'End the logins of an account now; UserSigs issued before are refused from then on.',
    input: Type.Object({ UserID: AnyUserId('Whose.') }),
    output: Nothing,
    renamed: { Identifier: 'UserID' },
    errors: ['ACCOUNT_NOT_FOUND'],
  }),
} as const

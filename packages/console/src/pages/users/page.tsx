import '../../pieces/rows.css'
import type { Role } from '@signet/protocol/console/roles'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useSession } from '../../api/session.ts'
import { useAnswer, useChange } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { PagedTable } from '../../pieces/paged-table.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { useRoles } from '../../pieces/role-names.ts'
import { Answered } from '../../pieces/states.tsx'
import { ChangeRole } from './change-role.tsx'
import { CreateUser } from './create-user.tsx'
import { UserAction, type UserDeed } from './user-action.tsx'
import { words } from './words.ts'

export interface UserLine {
  readonly name: string
  readonly role: Role
  readonly mustChange: boolean
  readonly secondFactor: boolean
  /** ms */
  readonly createdAt: number
  readonly disabledAt?: number
}

type Open =
  | { readonly kind: 'create' }
  | { readonly kind: 'role'; readonly user: UserLine }
  | { readonly kind: 'deed'; readonly deed: UserDeed; readonly name: string }

/** Who works at the console. */
export default function Users() {
  const t = useWords(words)
  const shown = useShown()
  const roles = useRoles()
  const session = useSession()
  const own = session.kind === 'signedIn' ? session.name : ''
  const [open, setOpen] = useState<Open | undefined>()
  const users = useAnswer<{ readonly users: readonly UserLine[]; readonly secondFactorRequired: boolean }>('users')
  const close = () => setOpen(undefined)
  const act = (deed: UserDeed, { name }: UserLine) => (
    <Button
      size="small"
      variant="text"
      aria-label={`${t(deed)}: ${name}`}
      onClick={() => setOpen({ kind: 'deed', deed, name })}
    >
      {t(deed)}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        <Button onClick={() => setOpen({ kind: 'create' })}>{t('create')}</Button>
      </PageHeader>
      <Panel flush>
        <Answered query={users}>
          {({ users: rows }) => (
            <PagedTable
              label={t('title')}
              rows={rows}
              keyOf={(row) => row.name}
              columns={[
                { title: t('name'), tight: true, cell: ({ name }) => (name === own ? `${name} (${t('you')})` : name) },
                { title: t('role'), tight: true, cell: (row) => roles.say(row.role) },
                { title: t('state'), cell: (row) => t(stateOf(row)) },
                { title: t('factor'), wide: true, cell: (row) => t(row.secondFactor ? 'on' : 'off') },
                { title: t('created'), tight: true, wide: true, cell: (row) => shown.day(row.createdAt) },
                {
                  title: t('actions'),
                  cell: (row) =>
                    row.name === own ? (
                      '—'
                    ) : (
                      <span className="row-actions">
                        <Button
                          size="small"
                          variant="text"
                          aria-label={`${t('changeRole')}: ${row.name}`}
                          onClick={() => setOpen({ kind: 'role', user: row })}
                        >
                          {t('changeRole')}
                        </Button>
                        {act('reset', row)}
                        {act(row.disabledAt === undefined ? 'disable' : 'enable', row)}
                        {act('remove', row)}
                      </span>
                    ),
                },
              ]}
            />
          )}
        </Answered>
      </Panel>
      {users.data === undefined ? null : <Require required={users.data.secondFactorRequired} />}
      {open?.kind === 'create' ? <CreateUser onClose={close} /> : null}
      {open?.kind === 'role' ? <ChangeRole user={open.user} onClose={close} /> : null}
      {open?.kind === 'deed' ? <UserAction deed={open.deed} name={open.name} onClose={close} /> : null}
    </>
  )
}

const stateOf = ({ disabledAt, mustChange }: UserLine): 'disabled' | 'mustChange' | 'active' => {
  if (disabledAt !== undefined) return 'disabled'
  return mustChange ? 'mustChange' : 'active'
}

function Require({ required }: { readonly required: boolean }) {
  const t = useWords(words)
  const change = useChange(
    () => ['users/second-factor', { method: 'PUT', body: { required: !required } }] as const,
    'users',
  )
  return (
    <Panel title={t('requireTitle')} text={t('requireText')}>
      <p>{t(required ? 'on' : 'off')}</p>
      <FailureNote error={change.error} />
      <Button variant="outline" loading={change.isPending} onClick={() => change.mutate(undefined)}>
        {t(required ? 'notRequire' : 'require')}
      </Button>
    </Panel>
  )
}

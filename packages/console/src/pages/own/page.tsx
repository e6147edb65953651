import '../../pieces/rows.css'
import { useAnswer } from '../../api/use-api.ts'
import { useShown } from '../../language/shown.ts'
import { useWords } from '../../language/words.ts'
import { Facts } from '../../pieces/facts.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { useRoles } from '../../pieces/role-names.ts'
import { Answered } from '../../pieces/states.tsx'
import { FactorPanel } from './factor-panel.tsx'
import type { Own } from './own.ts'
import { PasswordPanel } from './password-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { words } from './words.ts'

/** How somebody signs in to the console. */
export default function OwnAccount() {
  const t = useWords(words)
  const shown = useShown()
  const roles = useRoles()
  const own = useAnswer<Own>('own')
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Answered query={own}>
        {(me) => (
          <>
            <Panel>
              <Facts
                rows={[
                  [t('name'), me.name],
                  [t('role'), `${roles.say(me.role)} · ${roles.explain(me.role)}`],
                  [t('changed'), shown.time(me.changedAt)],
                ]}
              />
            </Panel>
            <div className="two-columns">
              <PasswordPanel />
              <FactorPanel own={me} />
            </div>
            <SessionsPanel sessions={me.sessions} />
          </>
        )}
      </Answered>
    </>
  )
}

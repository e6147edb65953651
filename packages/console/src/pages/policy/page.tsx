import { useSdkAppId } from '../../api/applications.ts'
import { useWords } from '../../language/words.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered } from '../../pieces/states.tsx'
import { useSettings } from '../settings/settings.ts'
import { SettingsForm } from '../settings/settings-form.tsx'
import { words } from './words.ts'

const INSTANCES = ['webInstances', 'mobileInstances', 'tabletInstances', 'desktopInstances'] as const

/** Who may log in where, who becomes an account, and who may write to whom. */
export default function Policy() {
  const t = useWords(words)
  const where = `applications/${useSdkAppId()}/settings`
  const settings = useSettings(where)
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <Answered query={settings}>
        {(answer) => (
          <>
            <Panel title={t('logins')} text={t('loginsText')}>
              <SettingsForm
                where={where}
                answer={answer}
                fields={[
                  {
                    name: 'loginPolicy',
                    label: t('loginPolicy'),
                    choices: {
                      single: t('single'),
                      webAndOne: t('webAndOne'),
                      webDesktopMobile: t('webDesktopMobile'),
                      perPlatform: t('perPlatform'),
                      multi: t('multi'),
                    },
                  },
                  {
                    name: 'maxInstances',
                    label: t('maxInstances'),
                    unit: t('perEach'),
                    when: ['loginPolicy', 'multi'],
                  },
                  ...INSTANCES.map((name) => ({ name, label: t(name), help: t('zeroHelp'), unit: t('perEach') })),
                ]}
              />
            </Panel>
            <Panel title={t('accounts')}>
              <SettingsForm
                where={where}
                answer={answer}
                fields={[
                  {
                    name: 'accountCreation',
                    label: t('accountCreation'),
                    help: t('accountHelp'),
                    choices: { onLogin: t('onLogin'), imported: t('imported') },
                  },
                ]}
              />
            </Panel>
            <Panel title={t('people')}>
              <SettingsForm
                where={where}
                answer={answer}
                fields={[
                  {
                    name: 'privateMessages',
                    label: t('privateMessages'),
                    choices: { everybody: t('everybody'), friends: t('friends') },
                  },
                  {
                    name: 'allowType',
                    label: t('allowType'),
                    choices: {
                      AllowType_Type_AllowAny: t('allowAny'),
                      AllowType_Type_NeedConfirm: t('needConfirm'),
                      AllowType_Type_DenyAny: t('denyAny'),
                    },
                  },
                ]}
              />
            </Panel>
          </>
        )}
      </Answered>
    </>
  )
}

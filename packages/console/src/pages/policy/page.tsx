import { useWords } from '../../language/words.ts'
import type { SettingField } from '../settings/settings.ts'
import { SettingsPage } from '../settings/settings-page.tsx'
import { words } from './words.ts'

const POLICIES = ['single', 'webAndOne', 'webDesktopMobile', 'perPlatform', 'multi'] as const
const INSTANCES = ['webInstances', 'mobileInstances', 'tabletInstances', 'desktopInstances'] as const

/** Who may log in where, who becomes an account, and who may write to whom. */
export default function Policy() {
  const t = useWords(words)
  const logins: SettingField[] = [
    {
      name: 'loginPolicy',
      label: t('loginPolicy'),
      choices: Object.fromEntries(POLICIES.map((policy) => [policy, t(policy)])),
    },
    { name: 'maxInstances', label: t('maxInstances'), unit: t('perEach'), when: ['loginPolicy', 'multi'] },
    ...INSTANCES.map((name) => ({ name, label: t(name), help: t('zeroHelp'), unit: t('perEach') })),
  ]
  const accounts: SettingField = {
    name: 'accountCreation',
    label: t('accountCreation'),
    help: t('accountHelp'),
    choices: { onLogin: t('onLogin'), imported: t('imported') },
  }
  const people: SettingField[] = [
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
  ]
  return (
    <SettingsPage
      title={t('title')}
      text={t('text')}
      parts={[
        { title: t('logins'), text: t('loginsText'), fields: logins },
        { title: t('accounts'), fields: [accounts] },
        { title: t('people'), fields: people },
      ]}
    />
  )
}

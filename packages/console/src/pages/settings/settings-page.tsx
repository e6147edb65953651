import type { ReactNode } from 'react'
import { useSdkAppId } from '../../api/applications.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered } from '../../pieces/states.tsx'
import { type SettingField, useSettings } from './settings.ts'
import { SettingsForm } from './settings-form.tsx'

/** Settings that are looked at and saved together. */
export interface SettingsPart {
  readonly title: string
  readonly text?: ReactNode
  readonly fields: readonly SettingField[]
}

/** A page of an application's settings, in parts that are saved one by one. */
export function SettingsPage(props: {
  readonly title: string
  readonly text: string
  readonly parts: readonly SettingsPart[]
}) {
  const where = `applications/${useSdkAppId()}/settings`
  const settings = useSettings(where)
  return (
    <>
      <PageHeader title={props.title} text={props.text} />
      <Answered query={settings}>
        {(answer) =>
          props.parts.map(({ title, text, fields }) => (
            <Panel key={title} title={title} text={text}>
              <SettingsForm where={where} answer={answer} fields={fields} />
            </Panel>
          ))
        }
      </Answered>
    </>
  )
}

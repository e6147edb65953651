import { useState } from 'react'
import { useWords } from '../../language/words.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Field } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { LANGUAGES, SAMPLES, type SampleLanguage } from './samples.ts'
import { words } from './words.ts'

/** Code for a backend, to be copied. */
export function CodeTool() {
  const t = useWords(words)
  const [language, setLanguage] = useState<SampleLanguage>('node')
  const [version, setVersion] = useState<'v1' | 'v2'>('v1')
  const { file, code } = SAMPLES[language][version]
  return (
    <Panel title={t('codeTitle')} text={t('codeText')}>
      <div className="tool-row">
        <Field label={t('language')}>
          <PlainSelect value={language} onChange={setLanguage} options={LANGUAGES} />
        </Field>
        <Field label={t('version')}>
          <PlainSelect
            value={version}
            onChange={setVersion}
            options={(['v1', 'v2'] as const).map((value) => ({ value, text: t(value) }))}
          />
        </Field>
      </div>
      <div className="sample-head">
        <span className="mono">{file}</span>
        <CopyButton text={code} label={file} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre className="sample" tabIndex={0}>
        <code>{code}</code>
      </pre>
    </Panel>
  )
}

import { useEffect, useRef, useState } from 'react'
import { Button } from 'tdesign-react'
import { useWords } from '../../language/words.ts'
import { Field, TextArea, TextInput } from '../../pieces/field.tsx'
import { Panel } from '../../pieces/panel.tsx'
import type { ToolProps } from './draft.ts'
import { type LoginStep, type TriedLogin, tryLogin } from './try-login.ts'
import { words } from './words.ts'

/** Logs in over the socket with the SDK, as an app does, and tells what happens. */
export function LoginTool({ sdkAppId, draft, onDraft }: ToolProps) {
  const t = useWords(words)
  const [steps, setSteps] = useState<readonly LoginStep[]>([])
  const [tried, setTried] = useState<TriedLogin>()
  const current = useRef<TriedLogin>(undefined)
  useEffect(() => () => void current.current?.end(), [])

  function begin(): void {
    setSteps([])
    const next = tryLogin({
      sdkAppId,
      userId: draft.userId,
      userSig: draft.userSig.trim(),
      onStep: (step) => setSteps((before) => [...before, step]),
      onEnd: () => {
        current.current = undefined
        setTried(undefined)
      },
    })
    current.current = next
    setTried(next)
  }

  return (
    <Panel title={t('loginTitle')} text={t('loginText')}>
      <form
        className="tool"
        onSubmit={(event) => {
          event.preventDefault()
          begin()
        }}
      >
        <Field label={t('userId')}>
          <TextInput value={draft.userId} onChange={(userId) => onDraft({ userId })} maxlength={64} />
        </Field>
        <Field label={t('result')}>
          <TextArea mono rows={3} value={draft.userSig} onChange={(userSig) => onDraft({ userSig })} />
        </Field>
        <div className="outcome-actions">
          <Button
            tag="button"
            type="submit"
            disabled={tried !== undefined || draft.userId === '' || draft.userSig.trim() === ''}
          >
            {t('doLogin')}
          </Button>
          {tried === undefined ? null : (
            <Button theme="default" variant="outline" onClick={() => void tried.end()}>
              {t('doLogout')}
            </Button>
          )}
        </div>
      </form>
      <ol className="login-steps" aria-live="polite">
        {steps.map((step) => (
          <li key={step.ms} className={step.kind === 'refused' || step.kind === 'kicked' ? 'login-step-bad' : ''}>
            <span className="mono faint">{`${step.ms.toFixed(0)} ms`}</span>
            <span>{sayStep(step, t)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function sayStep(step: LoginStep, t: ReturnType<typeof useWords<typeof words>>): string {
  switch (step.kind) {
    case 'connecting':
      return t('stepConnecting', { user: step.userId })
    case 'loggedIn':
      return t('stepLoggedIn')
    case 'ready':
      return t('stepReady')
    case 'refused':
      return t('stepRefused', { code: step.code, text: step.text })
    case 'kicked':
      return t('stepKicked', { text: step.text })
    case 'loggedOut':
      return t('stepLoggedOut')
  }
}

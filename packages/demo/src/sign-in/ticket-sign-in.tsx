import { type FormEvent, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { useWords } from '../shell/language.tsx'
import { TextField } from '../shell/text-field.tsx'
import { isUserID } from './cast.ts'
import type { Identity } from './session.ts'
import { signInWords } from './words.ts'

export interface TicketSignInProps {
  readonly busy: boolean
  readonly onEnter: (identity: Identity) => void
}

type Field = 'sdkAppId' | 'userID' | 'userSig'

const RULES: { readonly [F in Field]: (value: string) => boolean } = {
  sdkAppId: (value) => /^\d{1,10}$/.test(value),
  userID: isUserID,
  userSig: (value) => value !== '',
}

/** With a ticket of the application's backend: how it is outside of development. */
export function TicketSignIn({ busy, onEnter }: TicketSignInProps) {
  const word = useWords(signInWords)
  const [values, setValues] = useState<Record<Field, string>>({ sdkAppId: '', userID: '', userSig: '' })
  const [wrong, setWrong] = useState<readonly Field[]>([])
  const texts = {
    sdkAppId: [word.sdkAppId, word.sdkAppIdRule],
    userID: [word.userId, word.userIdRule],
    userSig: [word.userSig, word.userSigRule],
  } as const
  const fields = Object.keys(RULES) as Field[]

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const bad = fields.filter((field) => !RULES[field](values[field].trim()))
    setWrong(bad)
    const { sdkAppId, userID, userSig } = values
    const ticket = { sdkAppId: Number(sdkAppId), userSig: userSig.trim() }
    if (bad.length === 0) onEnter({ kind: 'ticket', userID: userID.trim(), ticket })
  }
  return (
    <form className="ticket-form" onSubmit={submit} noValidate>
      {fields.map((field) => (
        <TextField
          key={field}
          label={texts[field][0]}
          name={field}
          value={values[field]}
          type={field === 'userSig' ? 'password' : 'text'}
          autocomplete="off"
          hint={texts[field][1]}
          error={wrong.includes(field) ? texts[field][1] : ''}
          onChange={(value) => setValues((before) => ({ ...before, [field]: value }))}
        />
      ))}
      <Button type="submit" theme="primary" block loading={busy}>
        {busy ? word.signingIn : word.signIn}
      </Button>
    </form>
  )
}

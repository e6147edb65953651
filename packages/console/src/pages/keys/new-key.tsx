import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useWords } from '../../language/words.ts'
import { FailureNote } from '../../pieces/failure-note.tsx'
import { Field, TextArea } from '../../pieces/field.tsx'
import { Modal } from '../../pieces/modal.tsx'
import { PlainSelect } from '../../pieces/plain-select.tsx'
import { MadeKey } from './made-key.tsx'
import { canMakeKeysHere, makeKey, type Way } from './make-key.ts'
import { words } from './words.ts'

const WAYS = ['browser', 'server', 'upload', 'secret'] as const
const CURVES = ['P-256', 'secp256k1'] as const

/** Makes a key in one of four ways, then hands it over. */
export function NewKey({
  sdkAppId,
  open,
  onClose,
}: {
  readonly sdkAppId: number
  readonly open: boolean
  readonly onClose: () => void
}) {
  const t = useWords(words)
  const queries = useQueryClient()
  const here = canMakeKeysHere()
  const [kind, setKind] = useState<Way['kind']>(here ? 'browser' : 'server')
  const [curve, setCurve] = useState<(typeof CURVES)[number]>('P-256')
  const [publicKey, setPublicKey] = useState('')
  const make = useMutation({
    mutationFn: (way: Way) => makeKey(sdkAppId, way),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['applications'] }),
    // What was made is a secret: it stays only as long as it is looked at.
    gcTime: 0,
  })
  const { reset } = make
  useEffect(() => {
    if (open) return
    reset()
    setPublicKey('')
  }, [open, reset])

  if (make.data !== undefined) return <MadeKey sdkAppId={sdkAppId} made={make.data} open={open} onClose={onClose} />
  const way: Way =
    kind === 'server' ? { kind, curve } : kind === 'upload' ? { kind, publicKey: publicKey.trim() } : { kind }
  return (
    <Modal
      title={t('add')}
      open={open}
      onClose={onClose}
      width={600}
      action={{
        text: t(kind === 'upload' ? 'doUpload' : 'make'),
        busy: make.isPending,
        disabled: kind === 'upload' && publicKey.trim() === '',
        run: () => make.mutate(way),
      }}
    >
      <fieldset className="choices">
        <legend>{t('howTitle')}</legend>
        {WAYS.map((one) => {
          const disabled = one === 'browser' && !here
          return (
            <label key={one} className="choice">
              <input
                type="radio"
                name="way"
                value={one}
                checked={kind === one}
                disabled={disabled}
                onChange={() => setKind(one)}
              />
              <span>
                <b>{t(one === 'secret' ? 'makeSecret' : one)}</b>
                <span className="faint">
                  {t(disabled ? 'browserNot' : one === 'secret' ? 'makeSecretText' : `${one}Text`)}
                </span>
              </span>
            </label>
          )
        })}
      </fieldset>
      {kind === 'server' ? (
        <Field label={t('curve')}>
          <PlainSelect value={curve} onChange={setCurve} options={CURVES.map((value) => ({ value, text: value }))} />
        </Field>
      ) : null}
      {kind === 'upload' ? (
        <Field label={t('pem')} help={t('pemHelp')}>
          <TextArea mono rows={5} value={publicKey} onChange={setPublicKey} />
        </Field>
      ) : null}
      <FailureNote error={make.error} />
    </Modal>
  )
}

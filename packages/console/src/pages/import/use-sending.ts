import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import { type Upload, upload } from '../../api/upload.ts'

/** One file on its way to the server: leaving the page stops it, and then nothing of it stays. */
export function useSending() {
  const queries = useQueryClient()
  const [sent, setSent] = useState(0)
  const [isOn, setOn] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const current = useRef<Upload<unknown> | undefined>(undefined)
  useEffect(() => () => current.current?.stop(), [])

  return {
    sent,
    isOn,
    /** Why it was refused; stopping it is no failure. */
    error,
    stop: () => current.current?.stop(),
    begin(file: File, as: string) {
      setSent(0)
      setError(null)
      setOn(true)
      const sending = upload<unknown>(as === '' ? 'imports' : `imports?as=${as}`, file, setSent)
      current.current = sending
      const after = () => {
        setOn(false)
        for (const queryKey of [['imports'], ['applications']]) void queries.invalidateQueries({ queryKey })
      }
      sending.answer.then(after, (failure: unknown) => {
        after()
        if (!(failure instanceof ApiFailure && failure.errorName === 'STOPPED')) setError(failure)
      })
    },
  }
}

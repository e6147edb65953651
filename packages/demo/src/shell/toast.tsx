import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useErrorText } from './error-text.ts'

type Tone = 'good' | 'bad'

interface Toast {
  readonly id: number
  readonly tone: Tone
  readonly text: string
}

interface Say {
  readonly good: (text: string) => void
  readonly bad: (text: string) => void
  /** Does something, and says why it failed. @returns whether it did not */
  readonly failing: (task: () => Promise<unknown>) => Promise<boolean>
}

const SHOWN_MS = 5_000
const MOST = 3

const ToastContext = createContext<Say | undefined>(undefined)
let next = 0

/** Short news at the edge of the page, read out by screen readers, gone by itself. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const errorText = useErrorText()
  const show = useCallback((tone: Tone, text: string) => {
    const id = ++next
    setToasts((before) => [...before.filter((toast) => toast.text !== text), { id, tone, text }].slice(-MOST))
    setTimeout(() => setToasts((before) => before.filter((toast) => toast.id !== id)), SHOWN_MS)
  }, [])
  const box = useRef<HTMLDivElement>(null)
  // Each piece of news comes on top, also of a dialog that was opened since.
  useLayoutEffect(() => {
    box.current?.hidePopover()
    if (toasts.length > 0) box.current?.showPopover()
  }, [toasts])
  const say = useMemo<Say>(
    () => ({
      good: (text) => show('good', text),
      bad: (text) => show('bad', text),
      failing: async (task) => {
        try {
          await task()
          return false
        } catch (error) {
          show('bad', errorText(error))
          return true
        }
      },
    }),
    [show, errorText],
  )
  return (
    <ToastContext value={say}>
      {children}
      <div ref={box} popover="manual" className="toasts" role="status" aria-live="polite">
        {toasts.map(({ id, tone, text }) => (
          <p key={id} className={`toast ${tone}`}>
            {text}
          </p>
        ))}
      </div>
    </ToastContext>
  )
}

export function useToast(): Say {
  const say = useContext(ToastContext)
  if (!say) throw new Error('There is no ToastProvider above.')
  return say
}

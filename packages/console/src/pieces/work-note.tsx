import './work-note.css'
import { Alert } from 'tdesign-react'

const THEMES = { running: 'info', done: 'success', failed: 'error' } as const
export type WorkState = keyof typeof THEMES

/** How far long work on the server is: read out to who does not see it, whenever it changes. */
export function WorkNote({ state, text }: { readonly state: WorkState; readonly text: string }) {
  return (
    <div role="status" className="work-note">
      <Alert theme={THEMES[state]} message={text} />
    </div>
  )
}

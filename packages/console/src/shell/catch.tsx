import { Component, type ReactNode } from 'react'
import { Button } from 'tdesign-react'
import { language, say } from '../language/language.ts'
import { Problem } from '../pieces/states.tsx'
import { words } from './words.ts'

/** A page that breaks takes neither the menu nor the other pages with it. */
export class Catch extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <Problem title={say(words.broken, language())} text={say(words.brokenHelp, language())}>
        <Button onClick={() => location.reload()}>{say(words.reload, language())}</Button>
      </Problem>
    )
  }
}

import './shell-command.css'
import { CopyButton } from './copy-button.tsx'
import { Panel } from './panel.tsx'

/** What is done on the command line and not here: what for, and the line to copy. */
export function ShellCommand(props: { readonly title: string; readonly text: string; readonly command: string }) {
  const { title, text, command } = props
  return (
    <Panel title={title} text={text} actions={<CopyButton text={command} label={title} />}>
      <code className="shell-command">{command}</code>
    </Panel>
  )
}

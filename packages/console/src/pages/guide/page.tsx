import english from '../../../../../docs/usersig.md?raw'
import chinese from '../../../../../docs/usersig.zh.md?raw'
import { useLanguage } from '../../language/language.ts'
import { useWords } from '../../language/words.ts'
import { Markdown } from '../../pieces/markdown.tsx'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { words } from './words.ts'

const PICTURES = import.meta.glob<string>('../../../../../docs/images/*.png', {
  eager: true,
  query: '?url',
  import: 'default',
})

const pictureOf = (name: string): string | undefined => PICTURES[`../../../../../docs/${name}`]

/** The guide of the repository, in the chosen language: who has no network but the server's reads it too. */
export default function Guide() {
  const t = useWords(words)
  const text = useLanguage() === 'zh' ? chinese : english
  // The line that leads to the other language: here the language is chosen above.
  const body = text.replace(/^\[(?:中文|English)\]\([^)]*\)\n/m, '')
  return (
    <>
      <PageHeader title={t('title')} />
      <Panel>
        <Markdown text={body} images={pictureOf} hrefOf={(target) => (/^https?:/.test(target) ? target : undefined)} />
      </Panel>
    </>
  )
}

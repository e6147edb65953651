import './dev-tools.css'
import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useSdkAppId } from '../../api/applications.ts'
import { useWords } from '../../language/words.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Tabs } from '../../pieces/tabs.tsx'
import { forgetKey, handedKey } from '../keys/handed-key.ts'
import { CodeTool } from './code-tool.tsx'
import { type Draft, TOOLS, type Tool } from './draft.ts'
import { ExplainTool } from './explain-tool.tsx'
import { LoginTool } from './login-tool.tsx'
import { SignTool } from './sign-tool.tsx'
import { VerifyTool } from './verify-tool.tsx'
import { words } from './words.ts'

const VIEWS = { sign: SignTool, verify: VerifyTool, explain: ExplainTool, login: LoginTool, code: CodeTool }

/** Everything about tickets, for who integrates an application. */
export default function DevTools() {
  const sdkAppId = useSdkAppId()
  return <ToolsOf key={sdkAppId} sdkAppId={sdkAppId} />
}

function ToolsOf({ sdkAppId }: { readonly sdkAppId: number }) {
  const t = useWords(words)
  const [search, setSearch] = useSearchParams()
  const [draft, setDraft] = useState<Draft>(() => ({ key: handedKey(sdkAppId), userId: 'alice', userSig: '' }))
  useEffect(forgetKey, [])
  const tool: Tool = TOOLS.find((name) => name === search.get('tool')) ?? 'sign'
  const View = VIEWS[tool]
  const onTool = (next: Tool): void => setSearch({ tool: next }, { replace: true })
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        <Link to="/guide">{t('guide')}</Link>
      </PageHeader>
      <Tabs label={t('tools')} tabs={TOOLS.map((name) => ({ name, text: t(name) }))} chosen={tool} onChoose={onTool}>
        <View
          sdkAppId={sdkAppId}
          draft={draft}
          onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
          onTool={onTool}
        />
      </Tabs>
    </>
  )
}

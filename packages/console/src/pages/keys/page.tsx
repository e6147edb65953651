import '../../pieces/rows.css'
import './keys.css'
import { useState } from 'react'
import { Button } from 'tdesign-react'
import { useSdkAppId } from '../../api/applications.ts'
import { useMay } from '../../api/session.ts'
import { useWords } from '../../language/words.ts'
import { AddIcon } from '../../pieces/icons.ts'
import { PageHeader } from '../../pieces/page-header.tsx'
import { Panel } from '../../pieces/panel.tsx'
import { Answered, Empty } from '../../pieces/states.tsx'
import { KeyTable } from './key-table.tsx'
import { useKeys } from './keys.ts'
import { NewKey } from './new-key.tsx'
import { words } from './words.ts'

/** The keys whose tickets an application believes. */
export default function Keys() {
  const t = useWords(words)
  const sdkAppId = useSdkAppId()
  const mayChange = useMay('developer')
  const keys = useKeys(sdkAppId)
  const [adding, setAdding] = useState(false)
  const add = mayChange ? (
    <Button icon={<AddIcon />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} text={t('text')}>
        {add}
      </PageHeader>
      <Panel flush>
        <Answered query={keys}>
          {({ keys: rows }) =>
            rows.length === 0 ? (
              <Empty title={t('empty')} text={t('emptyText')}>
                {add}
              </Empty>
            ) : (
              <KeyTable sdkAppId={sdkAppId} keys={rows} mayChange={mayChange} />
            )
          }
        </Answered>
      </Panel>
      <NewKey key={sdkAppId} sdkAppId={sdkAppId} open={adding} onClose={() => setAdding(false)} />
    </>
  )
}

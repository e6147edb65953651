import { lazy, Suspense } from 'react'
import { Link, Navigate, Route, Routes } from 'react-router'
import { useMay } from '../api/session.ts'
import { useWords } from '../language/words.ts'
import { PAGES, type PageRow } from '../pages.ts'
import { Loading, Problem } from '../pieces/states.tsx'
import { Catch } from './catch.tsx'
import { Layout } from './layout.tsx'
import { words } from './words.ts'

const ROUTES = PAGES.map((page) => ({ page, Page: lazy(page.load) }))

/** The paths of the pages; each is loaded when it is opened first. */
export function Routing() {
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<Navigate to="/applications" replace />} />
        {ROUTES.map(({ page, Page }) => (
          <Route
            key={`${page.of} ${page.path}`}
            path={page.of === 'server' ? page.path : `apps/:sdkAppId/${page.path}`}
            element={
              <Catch key={page.path}>
                <Suspense fallback={<Loading />}>
                  <Allowed page={page}>
                    <Page />
                  </Allowed>
                </Suspense>
              </Catch>
            }
          />
        ))}
        <Route path="*" element={<Nothing />} />
      </Route>
    </Routes>
  )
}

function Allowed({ page, children }: { readonly page: PageRow; readonly children: React.ReactNode }) {
  const t = useWords(words)
  const may = useMay(page.needs ?? 'readOnly')
  return may ? children : <Problem title={t('notAllowed')} text={t('notAllowedHelp')} />
}

function Nothing() {
  const t = useWords(words)
  return (
    <Problem title={t('nothing')} text={t('nothingHelp')}>
      <Link to="/applications">{t('toApplications')}</Link>
    </Problem>
  )
}

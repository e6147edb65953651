import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { BrowserRouter } from 'react-router'
import { ConfigProvider } from 'tdesign-react'
import enUS from 'tdesign-react/es/locale/en_US'
import zhCN from 'tdesign-react/es/locale/zh_CN'
import { ApiFailure } from './api/failure.ts'
import { askWhoAmI } from './api/session.ts'
import { useLanguage } from './language/language.ts'
import { Door } from './shell/door.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // A refusal is an answer; what did not get through may get through the next time.
      retry: (times, error) => times < 2 && !(error instanceof ApiFailure && error.status >= 400 && error.status < 500),
    },
  },
})

export function App() {
  const language = useLanguage()
  useEffect(() => void askWhoAmI(), [])
  return (
    <ConfigProvider globalConfig={language === 'zh' ? zhCN : enUS}>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename="/console">
          <Door />
        </BrowserRouter>
      </QueryClientProvider>
    </ConfigProvider>
  )
}

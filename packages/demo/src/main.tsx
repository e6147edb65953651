import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './shell/styles.ts'
import { App } from './shell/app.tsx'
import { LanguageProvider } from './shell/language.tsx'
import { applyTheme } from './shell/theme.ts'
import { ToastProvider } from './shell/toast.tsx'

applyTheme()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider>
      <ToastProvider>
        <App />
      </ToastProvider>
    </LanguageProvider>
  </StrictMode>,
)

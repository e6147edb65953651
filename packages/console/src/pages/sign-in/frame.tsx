import './frame.css'
import { type ReactNode, useEffect } from 'react'
import { chooseLanguage, useLanguage } from '../../language/language.ts'
import { useWords } from '../../language/words.ts'
import { words as shell } from '../../shell/words.ts'

/** A card in the middle of the screen, for those who are not inside yet. */
export function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useWords(shell)
  const language = useLanguage()
  useEffect(() => {
    document.title = `${title} · Signet`
  }, [title])
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <span className="brand">
            <img src="/console/icon.svg" width="30" height="30" alt="" />
            {t('product')}
          </span>
          <button
            type="button"
            className="icon-button"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            aria-label={t('languageLabel')}
            onClick={() => chooseLanguage(language === 'en' ? 'zh' : 'en')}
          >
            {t('language')}
          </button>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}

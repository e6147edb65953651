import { Link } from 'react-router'
import { useWords } from '../language/words.ts'
import { words } from './words.ts'

/** The name of the program, which leads home. */
export function Brand() {
  const t = useWords(words)
  return (
    <Link to="/applications" className="brand">
      <img src="/console/icon.svg" width="26" height="26" alt="" />
      <span>
        {t('product')} <small>{t('console')}</small>
      </span>
    </Link>
  )
}

import { Button } from './button.tsx'
import { ModeDarkIcon, ModeLightIcon } from './icons.ts'
import { useLanguage, useWords } from './language.tsx'
import { useTheme } from './theme.ts'
import { shellWords } from './words.ts'

/** Language and colours. */
export function LookSwitches() {
  const word = useWords(shellWords)
  const { language, speak } = useLanguage()
  const [theme, setTheme] = useTheme()
  return (
    <span className="look-switches">
      <Button
        variant="text"
        shape="square"
        aria-label={theme === 'dark' ? word.light : word.dark}
        title={theme === 'dark' ? word.light : word.dark}
        icon={theme === 'dark' ? <ModeLightIcon /> : <ModeDarkIcon />}
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
      />
      <Button
        variant="text"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => speak(language === 'zh' ? 'en' : 'zh')}
      >
        {word.language}
      </Button>
    </span>
  )
}

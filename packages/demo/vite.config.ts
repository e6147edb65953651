import { pageConfig } from '../../scripts/lib/page-config.ts'

/** `SIGNET=http://127.0.0.1:7070 npx vite packages/demo` shows changes at once, over a server that runs. */
export default pageConfig({
  root: import.meta.dirname,
  base: '/chat/',
  passedOn: '^/(chat/environment.json|im|files|dev)',
})

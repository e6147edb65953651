import { useState } from 'react'

/**
 * Paging by a cursor: where each page began is kept, so that one can go back.
 * @param search what is looked for; another one begins anew
 * @example
 * const { after, steps } = useCursor(prefix)
 * const answer = useAnswer<Page>(`accounts?after=${after}`)
 * <PagedTable … {...steps(answer.data?.next)} />
 */
export function useCursor(search: string) {
  const [at, setAt] = useState<{ readonly search: string; readonly pages: readonly string[] }>({ search, pages: [''] })
  const pages = at.search === search ? at.pages : ['']
  return {
    after: pages.at(-1) ?? '',
    steps: (next: string | undefined) => ({
      onPrevious: pages.length === 1 ? undefined : () => setAt({ search, pages: pages.slice(0, -1) }),
      onNext: next === undefined ? undefined : () => setAt({ search, pages: [...pages, next] }),
    }),
  }
}

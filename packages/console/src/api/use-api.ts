import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Call, call } from './client.ts'
import type { ApiFailure } from './failure.ts'

/**
 * What the API answers at a path, kept fresh.
 * @example
 * const applications = useAnswer<Applications>('applications', { everyMs: 5000 })
 */
export function useAnswer<T>(
  path: string,
  options: {
    /** Asked again so often while the page is looked at. */
    readonly everyMs?: number
    /** Nothing is asked while false. */
    readonly when?: boolean
  } = {},
): UseQueryResult<T, ApiFailure> {
  return useQuery<T, ApiFailure>({
    // A change of `applications/7` makes everything below it stale: see useChange.
    queryKey: path.split(/[/?]/),
    queryFn: ({ signal }) => call<T>(path, { signal }),
    enabled: options.when ?? true,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  })
}

/**
 * A change: `run(input)` sends it, and when it is done everything below `stale` is asked for anew.
 * @example
 * const rename = useChange((name: string) => [path`applications/${id}`, { method: 'PATCH', body: { name } }], 'applications')
 * rename.mutate('New name')
 */
export function useChange<Input, Output = unknown>(
  request: (input: Input) => readonly [path: string, call: Call],
  stale?: string,
) {
  const queries = useQueryClient()
  return useMutation<Output, ApiFailure, Input>({
    mutationFn: (input) => call<Output>(...request(input)),
    onSuccess: async () => {
      if (stale !== undefined) await queries.invalidateQueries({ queryKey: stale.split('/') })
    },
  })
}

/** The chat with what goes beside it, for pages that load one file: not an entry point of the package. */

export * as default from './everything.ts'
export * from './iterate.ts'
export * from './offline.ts'
export * from './public.ts'

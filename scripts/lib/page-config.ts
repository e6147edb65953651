import react from '@vitejs/plugin-react'
import type { UserConfig } from 'vite'
import { compressed } from './compressed.ts'

export interface PageConfig {
  /** The folder of the package. */
  readonly root: string
  /** Where the server hands it out. */
  readonly base: `/${string}/`
  /** What a development server leaves to the server that runs; the start of paths, as a regular expression. */
  readonly passedOn: string
}

/**
 * How a page is built. Nothing is inlined into it: the server's content security policy runs its own files only.
 *
 * @example export default pageConfig({ root: import.meta.dirname, base: '/chat/', passedOn: '^/(im|dev)' })
 */
export const pageConfig = ({ root, base, passedOn }: PageConfig): UserConfig => ({
  root,
  base,
  plugins: [react(), compressed()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { [passedOn]: { target: process.env['SIGNET'] ?? 'http://127.0.0.1:7070', ws: true } } },
})

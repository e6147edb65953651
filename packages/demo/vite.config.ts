import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from '../console/build/compressed.ts'

/**
 * `SIGNET=http://127.0.0.1:7070 npx vite packages/demo` shows changes at once, over a server that runs.
 * Nothing is inlined into the page: the server's content security policy runs its own files only.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/chat/',
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
  server: {
    proxy: {
      '^/(chat/environment.json|im|files|dev)': { target: process.env['SIGNET'] ?? 'http://127.0.0.1:7070', ws: true },
    },
  },
})

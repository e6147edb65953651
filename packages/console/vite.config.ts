import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './build/compressed.ts'

/**
 * `SIGNET=http://127.0.0.1:7070 npx vite packages/console` shows changes at once, over a server that runs.
 * Nothing is inlined into the page: the server's content security policy runs its own files only.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
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
      '^/(console/api|im|dev|openapi.json)': { target: process.env['SIGNET'] ?? 'http://127.0.0.1:7070', ws: true },
    },
  },
})

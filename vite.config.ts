import type { Plugin } from 'vite'
import path from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { HOME } from './programs/home.ts'
import { PROGRAMS } from './programs/programs.ts'

/** Where `npm run serve` listens by default: the dev server hands live data through from there. */
const SERVER = 'http://127.0.0.1:3000'
const DESK_PATH = /^\/(?:proof|case|bulletin|alarms)(?=\?|$)/

/** In development the desk's page answers where the server answers with it. */
function deskPages(): Plugin {
  return {
    name: 'desk-pages',
    configureServer: ({ middlewares }) => {
      middlewares.use((request, _response, next) => {
        request.url = request.url?.replace(DESK_PATH, '/desk.html')
        next()
      })
    },
  }
}

export default defineConfig({
  root: 'web',
  // Relative, so that a proxy may put the wall below any path.
  base: './',
  plugins: [vue(), deskPages()],
  builder: {},
  build: { emptyOutDir: true },
  environments: {
    client: {
      build: {
        outDir: '../dist/web',
        // Fonts inlined as data: URLs would be refused by the server's content security policy.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 900,
        rolldownOptions: {
          // Two pages: the wall, and what is read at a desk, so that neither carries the other.
          input: [path.join(HOME, 'web/index.html'), path.join(HOME, 'web/desk.html')],
        },
      },
    },
    // The name that vite gives to what runs in Node: the programs, each with what it shares.
    ssr: {
      // Hundreds of small modules, a third of what a start costs when each is opened by itself.
      resolve: { noExternal: [/^typebox/] },
      build: {
        outDir: '../dist/programs',
        target: 'node20',
        minify: false,
        rolldownOptions: {
          input: Object.fromEntries(Object.entries(PROGRAMS).map(([name, source]) =>
            [name, path.join(HOME, source)])),
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
})

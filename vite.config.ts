import type { Plugin } from 'vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

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
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Fonts inlined as data: URLs would be refused by the server's content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // Two pages: the wall, and what is read at a desk, so that neither carries the other.
      input: ['web/index.html', 'web/desk.html'],
    },
  },
  server: {
    proxy: {
      '/api': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
})

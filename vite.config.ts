import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where `npm run serve` listens by default: the dev server hands live data through from there. */
const SERVER = 'http://127.0.0.1:3000'

export default defineConfig({
  root: 'web',
  // Relative, so that a proxy may put the wall below any path.
  base: './',
  plugins: [vue()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Fonts inlined as data: URLs would be refused by the server's content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'echarts', test: /node_modules[\\/](?:echarts|zrender|vue-echarts)/ }],
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

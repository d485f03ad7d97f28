import { createApp, defineAsyncComponent } from 'vue'
import { readSettings } from './settings.ts'
import Wall from './Wall.vue'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/boxes.css'
import './styles/tables.css'

/** Pages besides the wall, by the last part of their address. */
const PAGES = {
  // No part of what a wall loads.
  quality: defineAsyncComponent(async () => import('./QualityPage.vue')),
  testcard: defineAsyncComponent(async () => import('./testcard/TestCard.vue')),
  gallery: defineAsyncComponent(async () => import('./gallery/GalleryPage.vue')),
}
const page = Object.entries(PAGES).find(([name]) => location.pathname.endsWith(`/${name}`))?.[1]

createApp(page ?? Wall, { settings: readSettings(location.search) }).mount('#wall')

import { createApp } from 'vue'
import { readSettings } from './settings.ts'
import Wall from './Wall.vue'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'

createApp(Wall, { settings: readSettings(location.search) }).mount('#wall')

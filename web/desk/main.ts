import { createApp } from 'vue'
import { readDeskAddress } from './address.ts'
import Desk from './Desk.vue'
import '@fontsource-variable/noto-sans-sc/wght.css'
import '../styles/fonts.css'
import '../styles/tokens.css'
import './desk.css'

createApp(Desk, { address: readDeskAddress(location) }).mount('#desk')

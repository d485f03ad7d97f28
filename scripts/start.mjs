// Installs what is missing, then runs a script of this folder: `node scripts/start.mjs demo …`.
import process from 'node:process'
import { ensureInstall } from './ensure-install.mjs'

const [name = '', ...args] = process.argv.slice(2)
ensureInstall()
const { register: registerTypeScript } = await import('tsx/esm/api')
registerTypeScript()
const { main } = await import(`./${name}/main.ts`)
process.exitCode = await main(args)

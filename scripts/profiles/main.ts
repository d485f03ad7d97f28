import path from 'node:path'
import { buildBostonShapes } from './boston-shapes.ts'
import { buildBoston } from './boston.ts'
import { buildDongying } from './dongying.ts'

// Rebuilds the derived files of the profiles from the sources beside them:
// npm run profiles
const profiles = path.join(import.meta.dirname, '../../profiles')
await buildDongying(path.join(profiles, 'dongying'))
await buildBoston(path.join(profiles, 'boston'))
await buildBostonShapes(path.join(profiles, 'boston'))
process.stderr.write('built profiles/dongying/regions.csv, profiles/boston/regions.csv and profiles/boston/generator.json\n')

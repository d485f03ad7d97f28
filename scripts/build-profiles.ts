import path from 'node:path'
import { buildBoston } from './build-profiles-boston.ts'
import { buildDongying } from './build-profiles-dongying.ts'

// Rebuilds the derived files of the profiles from the sources beside them:
// node --import tsx scripts/build-profiles.ts
const profiles = path.join(import.meta.dirname, '../profiles')
await buildDongying(path.join(profiles, 'dongying'))
await buildBoston(path.join(profiles, 'boston'))
process.stderr.write('built profiles/dongying/regions.csv and profiles/boston/regions.csv\n')

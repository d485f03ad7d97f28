import type { Session } from 'chdb'
import type { ForbiddenNames } from './guard-statement.ts'

/** Table functions that work on what is in the engine; every other one is forbidden. */
const LOCAL_FUNCTIONS = new Set([
  'format',
  'fuzzjson',
  'fuzzquery',
  'generate_series',
  'generaterandom',
  'generateseries',
  'input',
  'merge',
  'mergetreeanalyzeindexes',
  'mergetreeindex',
  'mergetreeprojection',
  'null',
  'numbers',
  'numbers_mt',
  'primes',
  'sqlstandardvalues',
  'values',
  'view',
  'viewexplain',
  'viewifpermitted',
  'zeros',
  'zeros_mt',
])

/** Ordinary functions that read files or call services. */
const FAR_FUNCTIONS = /^(?:file|catboostevaluate|ai[a-z]+)$/

/** Engines of tables and databases that keep their data here; every other one is forbidden. */
const LOCAL_ENGINES = /^(?:\w*mergetree|memory|log|tinylog|stripelog|null|set|join|buffer|merge|view|materializedview|alias|generaterandom|atomic)$/

/** Asks the engine for the names it knows, so that a newer one's additions start forbidden. */
export async function readForbiddenNames(session: Session): Promise<ForbiddenNames> {
  const tableFunctions = await readNames(session, 'table_functions')
  const functions = await readNames(session, 'functions')
  const engines = [
    ...await readNames(session, 'table_engines'),
    ...await readNames(session, 'database_engines'),
  ]
  return {
    functions: new Set([
      ...tableFunctions.filter(name => !LOCAL_FUNCTIONS.has(name)),
      ...functions.filter(name => FAR_FUNCTIONS.test(name)),
      // A disk defined in the middle of a statement may be any directory or bucket.
      'disk',
    ]),
    engines: new Set(engines.filter(name => !LOCAL_ENGINES.test(name))),
  }
}

async function readNames(session: Session, table: string): Promise<string[]> {
  const answer = await session.queryAsync(`SELECT lower(name) FROM system.${table}`, { format: 'TabSeparated' })
  return answer.text().split('\n').filter(name => name !== '')
}

import { describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { writeProfile } from './tiny-profile.ts'

const OVERDUE = {
  id: 'late',
  kind: 'overdue',
  label: { zh: '超期', en: 'Late' },
  severity: 'alarm',
  level: 'ward',
  raiseAt: 5,
  clearAt: 2,
}
const SURGE = {
  id: 'surge',
  kind: 'surge',
  label: { zh: '突增', en: 'Surge' },
  severity: 'critical',
  level: 'ward',
  windowMinutes: 60,
  weeks: 4,
  leastWeeks: 2,
  atLeast: 5,
  factor: 2,
  deviations: 3,
  clearShare: 0.5,
}
const RATE = {
  id: 'rate',
  kind: 'rate_under',
  label: { zh: '不达标', en: 'Under target' },
  severity: 'warning',
  level: 'city',
  metric: 'closure@1',
  window: '30d',
  under: 0.9,
}

/** What loading says of the rules, without the file's name and line. */
async function problemsOf(rules: unknown[], quietHours: unknown[] = []): Promise<string[]> {
  const folder = await writeProfile({ 'alarms.json': { quietHours, rules } })
  return loadCity(folder).then(() => [], (error: { problems: string[] }) => error.problems)
}

describe('alarms.json', () => {
  it('may be left out: nothing is then worth an alarm', async () => {
    const city = await loadCity(await writeProfile())
    expect(city.alarms).toEqual({ quietHours: [], rules: [] })
  })

  it('gives its rules to the city as they stand', async () => {
    const quietHours = [{ from: '22:00', to: '07:00' }]
    const folder = await writeProfile({ 'alarms.json': { quietHours, rules: [OVERDUE, SURGE, RATE] } })
    const city = await loadCity(folder)
    expect(city.alarms).toEqual({ quietHours, rules: [OVERDUE, SURGE, RATE] })
  })

  it.each([
    ['a kind that is none', { ...OVERDUE, kind: 'late' }, /^alarms\.json:\d+: \/rules\/0\/kind must be one of due_soon, overdue, /],
    ['a key that is none', { ...OVERDUE, raisedAt: 5 }, /\/rules\/0\/raisedAt is not a key of this format/],
    ['a threshold that is missing', { ...OVERDUE, raiseAt: undefined }, /\/rules\/0\/ lacks raiseAt, add it/],
    ['limits without room between them', { ...OVERDUE, clearAt: 5 }, /cleared at 5 and raised at 5 it would flap, give a clearAt below raiseAt/],
    ['a level that is no scope', { ...OVERDUE, level: 'block' }, /level 'block' is no scope level of profile\.json, give one of city, ward/],
    ['a category below the top', { ...SURGE, categories: ['roads', 'roads.holes'] }, /category 'roads\.holes' is no top category/],
    ['more weeks needed than looked at', { ...SURGE, leastWeeks: 5 }, /leastWeeks 5 is more than weeks 4, lower it/],
    ['a metric of another version', { ...RATE, metric: 'closure@2' }, /metric 'closure@2' is not in metrics\.json, which has .*closure@1/],
    ['a metric of which less is better', { ...RATE, metric: 'overdue@1' }, /'overdue@1' is no rate of which more is better/],
    ['a clearing below the limit', { ...RATE, clearFrom: 0.8 }, /cleared from 0\.8 it would clear under 0\.9, raise it/],
    ['quiet hours that are empty', { ...OVERDUE, quietHours: [{ from: '07:00', to: '07:00' }] }, /quiet hours from 07:00 to 07:00 are empty/],
    ['an hour that is none', { ...OVERDUE, quietHours: [{ from: '24:00', to: '07:00' }] }, /\/rules\/0\/quietHours\/0\/from/],
  ])('is refused for %s, with the line and what to do', async (_, rule, message) => {
    const problems = await problemsOf([rule])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(message)
    expect(problems[0]).toMatch(/^alarms\.json:\d+: /)
  })

  it('tells of a target that nobody gave', async () => {
    const [problem] = await problemsOf([{ ...RATE, metric: 'solved@1', under: undefined }])
    expect(problem).toMatch(/'solved@1' has no target in metrics\.json, say 'under' here/)
  })

  it('tells of every fault at once', async () => {
    const problems = await problemsOf([
      OVERDUE,
      OVERDUE,
      { ...SURGE, level: 'street' },
    ], [{ from: '01:00', to: '01:00' }])
    expect(problems).toHaveLength(3)
  })
})

describe('the delivered profiles', () => {
  it.each(['dongying', 'boston'])('%s has a rule of each kind that its cases can raise', async (name) => {
    const { alarms } = await loadCity(`profiles/${name}`)
    const kinds = new Set(alarms.rules.map(({ kind }) => kind))
    expect([...kinds]).toEqual(expect.arrayContaining(
      ['due_soon', 'overdue', 'surge', 'rate_under', 'source_late', 'audit_difference'],
    ))
    // Boston's stream has no supervision.
    expect(kinds.has('overdue_level')).toBe(name === 'dongying')
  })
})

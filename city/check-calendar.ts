import type { CalendarRules, Sla } from '../contract/calendar.ts'
import type { Category } from '../contract/profile.ts'
import type { Problems } from './problems.ts'

/** What holds where a profile brings no calendar.json. */
export const PLAIN_CALENDAR: CalendarRules = Object.freeze<CalendarRules>({
  dayStart: '00:00',
  weekStart: 'monday',
  periodStart: 1,
  workingHours: [{ from: '09:00', to: '17:00' }],
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: [],
  shiftedWorkingDays: [],
  acceptWithin: [],
  dueWithin: [],
})

/** What a schema cannot say of calendar.json: real days, order, references. */
export function checkCalendar(
  rules: CalendarRules,
  categories: readonly Category[],
  problems: Problems,
): void {
  checkDays(rules, problems)
  rules.workingHours.forEach(({ from, to }, i) => {
    const before = rules.workingHours[i - 1]
    if (from >= to)
      problems.addAt(`/workingHours/${i}`, `working hours from ${from} to ${to} are empty, correct them`)
    if (before !== undefined && from < before.to) {
      problems.addAt(`/workingHours/${i}/from`, `working hours from ${from} begin before those that `
      + `end at ${before.to}, put them in order`)
    }
  })
  for (const list of ['acceptWithin', 'dueWithin'] as const)
    checkRules(list, rules[list], categories, problems)
}

function checkDays(rules: CalendarRules, problems: Problems): void {
  for (const list of ['holidays', 'shiftedWorkingDays'] as const) {
    rules[list].forEach((day, i) => {
      const at = Date.parse(`${day}T00:00:00Z`)
      if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
        problems.addAt(`/${list}/${i}`, `'${day}' is no day of the calendar, correct it`)
      if (list === 'shiftedWorkingDays' && rules.holidays.includes(day))
        problems.addAt(`/${list}/${i}`, `'${day}' is among the holidays too, keep it in one list`)
    })
  }
}

function checkRules(
  list: string,
  rules: readonly Sla[],
  categories: readonly Category[],
  problems: Problems,
): void {
  rules.forEach(({ category }, i) => {
    if (category === undefined && i < rules.length - 1) {
      problems.addAt(`/${list}/${i}`, 'a rule without a category fits every case, so those after it '
      + 'never hold: move it to the end')
    }
    if (category !== undefined && !categories.some(({ code }) => code === category)) {
      problems.addAt(`/${list}/${i}/category`, `category '${category}' is not in profile.json, `
      + 'add it or correct it')
    }
  })
}

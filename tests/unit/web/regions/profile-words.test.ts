import { describe, expect, it } from 'vitest'
import { createProfileWords } from '../../../../web/regions/profile-words.ts'
import { loadFixtureCity } from '../../../fixtures/frames/profiles.ts'

const HAN = /\p{Script=Han}/u
const { profile: dongying } = await loadFixtureCity('dongying')
const { profile: boston } = await loadFixtureCity('boston')
const zh = { lang: 'zh-CN' }
const en = { lang: 'en' }

describe('words of a profile', () => {
  it('are its own in its own language', () => {
    const names = createProfileWords(dongying, zh)
    expect(names.title).toBe('东营市网格化治理指挥中心')
    expect([names.step('handle'), names.channel('hotline'), names.level('county')])
      .toEqual(['限时办理', '12345热线', '县区'])
  })

  it('are all there in English, but for places', () => {
    const names = createProfileWords(dongying, en)
    const all = [
      names.title,
      names.mapNote,
      ...dongying.levels.map(({ code }) => names.level(code)),
      ...dongying.workflow.map(({ code }) => names.step(code)),
      ...dongying.channels.map(({ code }) => names.channel(code)),
      ...dongying.categories.map(({ code }) => names.category(code)),
      ...dongying.alarms.rules.map(({ label }) => names.pick(label)),
      ...dongying.scenes.map(({ title }) => names.pick(title)),
    ]
    expect(all.filter(word => HAN.test(word))).toEqual([])
  })

  it('are short where a column is narrow', () => {
    const names = createProfileWords(boston, en)
    expect(names.category('transportation-traffic-division'))
      .toBe('Transportation - Traffic Division')
    expect(names.brief.category('transportation-traffic-division')).toBe('Traffic Division')
    expect(names.briefTitle('Unsafe Dangerous Conditions')).toBe('Dangerous Conditions')
    expect(names.briefTitle('Graffiti Removal')).toBe('Graffiti Removal')
  })

  it('stay as they are where nothing is known', () => {
    const names = createProfileWords(boston, zh)
    expect(names.category('inspectional-services.health')).toBe('Health')
    expect(names.category('nowhere', 'as the frame says')).toBe('as the frame says')
    expect(names.channel('nowhere')).toBe('nowhere')
  })
})

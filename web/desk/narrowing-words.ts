import type { ProofFacet, ProofNarrowing } from '../../contract/proof.ts'
import type { Desk } from './useDesk.ts'
import { PROOF_FACETS } from '../../contract/proof.ts'
import { secondText } from './value-text.ts'

/** What a number is narrowed to, as an official would say it: 渠道 12345热线. */
export function narrowingWords(
  to: ProofNarrowing,
  { words, names, t, profile }: Pick<Desk, 'words' | 'names' | 't' | 'profile'>,
): string[] {
  const each = (text: string, name: (code: string) => string): string =>
    text.split(',').map(name).join(words.list)
  const saying: Record<ProofFacet, (text: string) => string> = {
    category: text => each(text, code => names.category(code)),
    channel: text => each(text, code => names.channel(code)),
    department: text => text,
    step: text => each(text, code => names.step(code)),
    reached_today: text => names.step(text),
    urged: text => each(text, level => words.events.level(Number(level))),
    answer: text => each(text, answer =>
      t.satisfaction.answers[answer as keyof typeof t.satisfaction.answers]),
    state: text => words.states[text as keyof typeof words.states],
    region: text => profile.regions.find(({ code }) => code === text)?.name ?? text,
    direct: () => '',
    cells: () => '',
    placed: () => '',
    whistle: text => words.whistles[text as keyof typeof words.whistles],
    whistle_to: text => text || words.noValue,
    reopened_within: () => '',
    stay: text => names.step(text),
    response: () => '',
    minute: text => secondText(text.split(',')[0]!),
  }
  return PROOF_FACETS.flatMap((facet) => {
    const text = to[facet]
    return text === undefined ? [] : [`${words.facets[facet]} ${saying[facet](text)}`.trim()]
  })
}

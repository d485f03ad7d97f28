import type { MetricDefinition } from '../../contract/metric-definition.ts'
import type { ProofBody } from '../../contract/proof.ts'
import type { DefinitionWords, Language } from './definition-words.ts'
import type { DeskWords } from './words/desk-words.ts'
import { definitionWords } from './definition-words.ts'
import { sumText, tookText } from './value-text.ts'

type Meant = Pick<ProofBody, 'definition' | 'counting' | 'aggregation' | 'told' | 'rank'>

/** What the number on the wall is called: by its definition, or as the ledger tells it. */
export function titleWords({ told, definition }: Meant, language: Language, words: DeskWords) {
  return told === null ? definition.label[language] : words.told.titles[told.by]
}

/** What it means. What the ledger tells no definition of a metric says. */
export function meaningWords(
  proof: Meant,
  metrics: readonly MetricDefinition[],
  language: Language,
  words: DeskWords,
): DefinitionWords {
  const { told, definition } = proof
  return told === null
    ? definitionWords(definition, metrics, proof, language, words)
    : {
        formula: `${words.told.titles[told.by]} = ${words.told.meanings[told.by]}`,
        notes: [words.told.counting],
      }
}

/** Which case the number is read from; empty where it is not read from one. */
export function rankWords({ rank, told }: Meant, words: DeskWords): string {
  if (rank === null)
    return ''
  const say = told === null ? words.proof.rank : words.told.rank
  return say(sumText(rank.rank), sumText(rank.cases), tookText(rank.exactHours), rank.caseId)
}

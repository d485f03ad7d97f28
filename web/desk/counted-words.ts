import type { ProofBody, ProofCase } from '../../contract/proof.ts'
import type { Desk } from './useDesk.ts'
import { secondText, sumText, tookText } from './value-text.ts'

const HOUR_MS = 3_600_000

/** A day is named once. */
function stretchText(from: string, to: string): string {
  const end = secondText(to)
  return `${secondText(from)} – ${from.slice(0, 10) === to.slice(0, 10) ? end.slice(11) : end}`
}

/** What a list of cases says of each: as what it counts, and how much. */
export interface CountedWords {
  heads: { as: string, much: string }
  of: (one: ProofCase) => { as: string, much: string }
}

/** By the terms of the definition, or by what the ledger tells of it. */
export function countedWords(
  { definition, told }: Pick<ProofBody, 'definition' | 'told'>,
  { words, t }: Pick<Desk, 'words' | 't'>,
): CountedWords {
  if (told === null) {
    const { proof, measures, plus } = words
    return {
      heads: {
        as: proof.countsAs,
        much: definition.kind === 'quantile' ? proof.hours : proof.weight,
      },
      of: ({ terms, weight }) => ({
        as: terms.map(({ measure }) => measures[measure]).join(plus),
        much: definition.kind === 'quantile' ? tookText(weight) : sumText(weight),
      }),
    }
  }
  return told.by === 'minute'
    ? {
        heads: { as: words.told.happened, much: words.told.times },
        of: ({ told: own }) => ({
          as: (own?.events ?? []).map(({ seq, type, at }) =>
            `${at.slice(11, 19)} ${t.eventTypes[type]} ${words.open}${seq}${words.close}`).join(words.list),
          much: sumText(own?.count ?? null),
        }),
      }
    : {
        heads: { as: words.told.took, much: words.proof.hours },
        of: ({ told: own }) => ({
          as: own === null ? '' : stretchText(own.from, own.to),
          much: tookText(own === null ? null : own.milliseconds / HOUR_MS),
        }),
      }
}

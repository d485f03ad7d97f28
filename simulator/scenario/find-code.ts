interface Named { readonly code: string, readonly name: string }

/** A code of the profile, or what is wrong with the name. */
export type Found = { code: string } | { problem: string }

const MAX_HINTS = 3

/**
 * Finds what a scenario calls by its code or by its name.
 * @param what `region`, `category`…, for the message
 */
export function findCode(
  what: string,
  text: string,
  known: ReadonlyMap<string, Named>,
): Found {
  if (known.has(text))
    return { code: text }
  const called = [...known.values()].filter(({ name }) => name === text)
  if (called.length === 1)
    return { code: called[0]!.code }
  if (called.length > 1) {
    const codes = called.map(({ code }) => code).slice(0, MAX_HINTS).join(', ')
    return { problem: `${called.length} ${plural(what)} are called '${text}' (${codes}${
      called.length > MAX_HINTS ? ', …' : ''}), give the code of the one that is meant` }
  }
  return { problem: `no ${what} of the profile has the code or the name '${text}'${
    hints(text, known)}` }
}

function hints(text: string, known: ReadonlyMap<string, Named>): string {
  const wanted = new Set(text.toLowerCase())
  const near = Array.from(known.values(), named => ({ named, score: likeness(wanted, named) }))
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_HINTS)
  return near.length === 0
    ? ', correct it'
    : `; like it are ${near.map(({ named }) => `${named.name} (${named.code})`).join(', ')}`
}

// The share of characters that a name or code has in common with the text: finds misspellings.
function likeness(wanted: ReadonlySet<string>, { code, name }: Named): number {
  return Math.max(...[code, name].map((text) => {
    const has = new Set(text.toLowerCase())
    const common = [...wanted].filter(character => has.has(character)).length
    return common / Math.max(wanted.size, has.size)
  }))
}

function plural(what: string): string {
  return what.endsWith('y') ? `${what.slice(0, -1)}ies` : `${what}s`
}

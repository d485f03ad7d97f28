/**
 * Runs inside the page: every visible piece of text with a number, in a panel, at which a click
 * opens nothing. `kinds` are those that need not open anything: where they stand, as a selector,
 * and what they say, as a pattern. Of each piece it says of which kinds it is, and which of its
 * numbers are of none. `number` is the pattern of a number.
 */
// eslint-disable-next-line no-unused-expressions -- the script's value is the function
({ kinds, number }) => {
  const numbers = new RegExp(number, 'gu')
  const patterns = kinds.map(kind => ({ ...kind, says: new RegExp(kind.says, 'gu') }))

  /** What is left of a text without what its kinds say, and which those are. */
  function explain(text, element) {
    const own = patterns.filter(({ of, says }) =>
      element.closest(of) !== null && text.search(says) >= 0)
    const left = own.reduce((rest, { says }) => rest.replace(says, ' '), text)
    return { kinds: own.map(({ kind }) => kind), left: left.match(numbers) ?? [] }
  }

  /** What opens at a click there: the text may stand in a link, or below one. */
  function opens(element, { left, top, right, bottom }) {
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return element.closest('a[href]') !== null || (hit?.closest('a[href]') ?? null) !== null
  }

  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent.trim()
    const panel = element.closest('[data-panel]')
    if (panel === null || text.search(numbers) < 0 || !element.checkVisibility())
      continue
    const range = document.createRange()
    range.selectNodeContents(node)
    if (opens(element, range.getBoundingClientRect()))
      continue
    const path = []
    for (let at = element; at !== panel; at = at.parentElement)
      path.unshift(at.localName + Array.from(at.classList, name => `.${name}`).join(''))
    found.push({
      panel: panel.dataset.panel,
      text,
      path: path.join(' '),
      ...explain(text, element),
    })
  }
  return found
}

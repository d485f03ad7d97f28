import type { Page } from 'playwright-core'

/** Pixels of a wall of 1080: between a step's ring and its name, and between words of the strip. */
const RING_GAP = { least: 6, most: 12 }
const LEAST_STRIP_GAP = 12

/** Runs in the page: what belongs together and is not together, in words. */
const TORN = `(() => {
  const scale = Math.min(innerWidth, innerHeight) / 1080
  const shown = element => element.closest('.waits') === null && element.offsetWidth > 0
  const inkOf = (element) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect()
  }
  const found = []
  for (const ring of [...document.querySelectorAll('.step .order')].filter(shown)) {
    const name = ring.nextElementSibling
    const gap = (inkOf(name).left - ring.getBoundingClientRect().right) / scale
    if (gap < ${RING_GAP.least} || gap > ${RING_GAP.most})
      found.push(name.textContent + ' stands ' + Math.round(gap) + ' from its ring')
  }
  const strip = [...document.querySelectorAll('[data-test="alarm"] .call > *')].filter(shown)
  strip.forEach((item, i) => {
    const { left, right } = inkOf(item)
    const before = strip[i - 1]?.getBoundingClientRect().right ?? -Infinity
    if (left - before < ${LEAST_STRIP_GAP} * scale)
      found.push(item.textContent + ' stands at ' + strip[i - 1].textContent)
    if (right > item.parentElement.getBoundingClientRect().right)
      found.push(item.textContent + ' is out of the frame of its alarm')
  })
  for (const gap of document.querySelectorAll('[data-panel] span[aria-hidden="true"]')) {
    const [head, tail] = [gap.previousSibling?.data ?? '', gap.nextSibling?.data ?? '']
    if (gap.style.width !== '' && /\\d[ \\u2009]?$/.test(head) && /^[^\\s·，、]/.test(tail))
      found.push('a seam parts ' + head + ' from ' + tail)
  }
  return found
})()`

/** Words that a seam has parted from what they are said of: rings, units, the frame of an alarm. */
export async function torn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(TORN)
}

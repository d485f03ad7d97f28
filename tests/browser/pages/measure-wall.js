/**
 * Runs inside the page and measures what a reader sees: every visible piece of text with its
 * place, its size and the panel it belongs to. The value of this script is the answer.
 */
(() => {
  /** The part of a rectangle that its scrolling or clipping ancestors leave visible. */
  function visiblePart(rect, element) {
    let { left, top, right, bottom } = rect
    for (let at = element; at; at = at.parentElement) {
      if (getComputedStyle(at).overflow === 'visible')
        continue
      const box = at.getBoundingClientRect()
      left = Math.max(left, box.left)
      top = Math.max(top, box.top)
      right = Math.min(right, box.right)
      bottom = Math.min(bottom, box.bottom)
    }
    return { left, top, right, bottom }
  }

  /** Hanzi and digits fill about 0.85 em of a text box that is up to half as tall again. */
  function ink({ left, top, right, bottom }, size) {
    const lines = Math.max(1, Math.round((bottom - top) / (1.45 * size)))
    const air = lines > 1 ? 0.2 * size : Math.max(0, (bottom - top - 0.85 * size) / 2)
    return { left, top: top + air, right, bottom: bottom - air }
  }

  /** A colour as the eye gets it: what the element says, and what is left of it. */
  function colourOf(element) {
    const style = getComputedStyle(element)
    const own = element.closest('svg') ? style.fill : style.color
    let opacity = 1
    for (let at = element; at; at = at.parentElement)
      opacity *= Number(getComputedStyle(at).opacity)
    return { colour: own, opacity }
  }

  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent.trim()
    if (text === '' || ['SCRIPT', 'STYLE', 'TITLE'].includes(element.tagName))
      continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const size = Number.parseFloat(getComputedStyle(element).fontSize)
    const whole = ink(range.getBoundingClientRect(), size)
    const seen = visiblePart(whole, element)
    if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1)
      continue
    const panel = element.closest('[data-panel]')
    const frame = panel?.getBoundingClientRect()
    const lines = Array.from(range.getClientRects(), box => visiblePart(ink(box, size), element))
      .filter(line => line.right - line.left > 0.5 && line.bottom - line.top > 0.5)
    const cut = element.closest('.cut')
    const ellipsis = cut !== null
    texts.push({
      text,
      panel: panel?.dataset.panel ?? '',
      size,
      ...colourOf(element),
      chart: element.closest('svg') !== null,
      ellipsis,
      rect: seen,
      lines,
      // A line more than there is room for, or a part of one.
      shortened: ellipsis && (cut.scrollWidth > cut.clientWidth + 1
        || cut.scrollHeight > cut.clientHeight + size),
      clipped: !ellipsis && (whole.right - seen.right > 1 || whole.bottom - seen.bottom > 1),
      outside: frame !== undefined
        && (seen.left < frame.left - 1 || seen.right > frame.right + 1
          || seen.top < frame.top - 1 || seen.bottom > frame.bottom + 1),
    })
  }
  const marks = Array.from(document.querySelectorAll('.mark'), (mark) => {
    const { left, top, right, bottom } = mark.getBoundingClientRect()
    return {
      shape: mark.dataset.shape,
      words: mark.parentElement.textContent.trim(),
      panel: mark.closest('[data-panel]')?.dataset.panel ?? '',
      lines: [{ left, top, right, bottom }],
      colour: getComputedStyle(mark).color,
      opacity: colourOf(mark).opacity,
    }
  })
  return {
    texts,
    marks,
    scrolls: document.documentElement.scrollWidth > innerWidth
      || document.documentElement.scrollHeight > innerHeight,
  }
})()

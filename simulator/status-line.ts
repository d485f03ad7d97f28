import { clearLine, cursorTo } from 'node:readline'

const LONGEST_GAP_MS = 60_000

/** What a status line needs of stderr. */
export type StatusStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface StatusLine {
  /** How it stands now. */
  show: (line: string) => void
  /** Anything else, which stays; the status begins again below it. */
  print: (text: string) => void
}

/**
 * One line on a terminal, written over each time. In a file or a journal it is a line each, first
 * every second and then ever more seldom, up to once a minute: a wall's stream runs for months.
 */
export function createStatusLine(stream: StatusStream, now: () => number): StatusLine {
  let isShown = false
  let shownAt = Number.NEGATIVE_INFINITY
  let gapMs = 1000

  function wipe(): void {
    if (!isShown)
      return
    cursorTo(stream, 0)
    clearLine(stream, 0)
    isShown = false
  }

  return {
    show(line) {
      if (stream.isTTY === true) {
        wipe()
        // A line that wraps could not be wiped again.
        stream.write(line.slice(0, Math.max(1, (stream.columns ?? 80) - 1)))
        isShown = true
      }
      else if (now() - shownAt >= gapMs) {
        gapMs = shownAt < 0 ? gapMs : Math.min(LONGEST_GAP_MS, 2 * gapMs)
        shownAt = now()
        stream.write(`${line}\n`)
      }
    },
    print(text) {
      wipe()
      stream.write(text)
    },
  }
}

/** A kind of digits that are no number of the ledger, and so have no proof. */
export interface Unproved {
  kind: string
  /** Why a click on them need not open anything. */
  reason: string
  /** Where they stand: in something that matches this selector. */
  of: string
  /** What they say, and the words with which they do: a pattern. */
  says: string
}

const NAME = 'a name, whoever gave it'

export const UNPROVED: readonly Unproved[] = [
  {
    kind: 'window',
    reason: 'over which days the numbers beside it are',
    of: '.covers, .meta, .key',
    says: '[近前]?\\d+ ?(天|days?|d)',
  },
  {
    kind: 'target',
    reason: 'what the city wants, from the profile',
    of: '.corner, .aside, .covers, .meta',
    says: '(目标|Goal) [\\d.]+%',
  },
  {
    kind: 'few',
    reason: 'from how many cases on a share is one, from the profile',
    of: '.covers',
    says: '^○ (不足 \\d+ 件|n < \\d+)$',
  },
  {
    kind: 'axis',
    reason: 'a mark of an axis, of the target line or of a key: no case stands behind it',
    of: '.chart svg, .legend .scale',
    says: '^([\\d,.]+%?\\+?|\\d{2}-\\d{2})$',
  },
  {
    kind: 'page',
    reason: 'which page or scene is shown, of how many',
    of: '.meta, .turn-of, [data-test="alarm-page"]',
    says: '^\\d+/\\d+$',
  },
  {
    kind: 'room',
    reason: 'how many rows or cards have room on this screen, or have not',
    of: '.covers, .meta, .notes',
    says: '^(另有 [\\d,]+ [行个]|[\\d,]+ more|标注最重的 \\d+ / \\d+ 个|Labels: worst \\d+ of \\d+)$',
  },
  {
    kind: 'folded',
    reason: 'how many rows are one for want of room; that row\'s own numbers open',
    of: '.name',
    says: '^(其余 \\d+ 类|\\d+ others)$',
  },
  { kind: 'order', reason: 'which step of the workflow it is', of: '.order', says: '^\\d$' },
  {
    kind: 'level',
    reason: 'which level of supervision it is',
    of: '.levels .name',
    says: '^Level \\d$',
  },
  { kind: 'title', reason: NAME, of: '.heading', says: '后50位|Least satisfied 50' },
  { kind: 'metric', reason: NAME, of: '.label', says: 'P90' },
  { kind: 'channel', reason: NAME, of: '.name', says: '^12345' },
  { kind: 'grid', reason: NAME, of: '.name', says: '第\\d+网格' },
  {
    kind: 'clock',
    reason: 'what time it is, or as of when the numbers are',
    of: '.clock, .as-of, .feed',
    says: '(\\d{2}-\\d{2} )?\\d{2}:\\d{2}(:\\d{2})?|\\d+月\\d+日|[A-Z][a-z]{2} \\d+',
  },
  {
    kind: 'feed',
    reason: 'how old numbers are, how many sources report, what the self-check found',
    of: '.feed',
    says: '\\d+',
  },
]

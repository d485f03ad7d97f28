import type { RegionLine } from './csv.ts'

const BASE_GRIDS = 3919
const DEDICATED_GRIDS = 399
// A residents' committee holds some six times as many people as a village committee.
const URBAN_WEIGHT = 6
const VILLAGE = /村(?:民委员会|委会)$/
const DEDICATED_KINDS = ['园区', '学校', '医院', '市场', '商圈', '企业', '物流']

/**
 * The published numbers of base and dedicated grids, spread over the communities: how many each
 * has is not public. A base grid is 001 and up, a dedicated one 901 and up.
 */
export function buildGrids(communities: readonly RegionLine[]): RegionLine[] {
  const base = share(BASE_GRIDS, communities.map(c => isUrban(c) ? URBAN_WEIGHT : 1), 1)
  const dedicated = share(DEDICATED_GRIDS, communities.map(c => isUrban(c) ? 1 : 0), 0)
  let kind = 0
  return communities.flatMap((community, i) => [
    ...Array.from({ length: base[i]! }, (_, n) => grid(community, n + 1, '网格')),
    ...Array.from({ length: dedicated[i]! }, (_, n) =>
      grid(community, 901 + n, `专属网格（${DEDICATED_KINDS[kind++ % DEDICATED_KINDS.length]}）`)),
  ])
}

function grid(community: RegionLine, number: number, kind: string): RegionLine {
  const digits = String(number).padStart(3, '0')
  const code = community.code + digits
  return { code, name: `第${digits}${kind}`, level: 'grid', parent: community.code }
}

function isUrban({ name }: RegionLine): boolean {
  return !VILLAGE.test(name)
}

// Largest remainders: the parts sum to the total exactly.
function share(total: number, weights: readonly number[], least: number): number[] {
  const rest = total - least * weights.length
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map(w => rest * w / sum)
  const parts = exact.map(Math.floor)
  const missing = rest - parts.reduce((a, b) => a + b, 0)
  exact.map((value, i) => ({ i, remainder: value - parts[i]! }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
    .slice(0, missing)
    .forEach(({ i }) => parts[i]! += 1)
  return parts.map(part => part + least)
}

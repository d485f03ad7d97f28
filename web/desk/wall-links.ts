import type { Aggregation, Counting } from '../../contract/measures.ts'
import type { ProofNarrowing, ProofPart, ProofUnits } from '../../contract/proof.ts'
import type { NamedWindow } from '../../contract/windows.ts'
import type { RegionIndex } from '../regions/region-index.ts'
import type { DeskReader } from './address.ts'
import { deskLink } from './address.ts'

/** Which number, besides its metric: of the wall's region unless another is named. */
export interface NumberOnWall extends ProofNarrowing {
  scope?: string
  /** RFC 3339 or a date, in place of a named window. */
  from?: string
  to?: string
  part?: ProofPart
  counting?: Counting
  aggregation?: Aggregation
  /** Regions below whose numbers, and ranks, are listed as well; of a mean its units are. */
  units?: ProofUnits
}

/** Where a wall leads; null everywhere on a visited wall, and of what is past. */
export interface WallLinks {
  /** Address of a number's proof; `window` null: as `from` and `to` say, or now. */
  proofHref: (metric: string, window: NamedWindow | null, number?: NumberOnWall) => string | null
  caseHref: (caseId: string) => string | null
}

/**
 * Links of what the wall shows just now. `closed`: nothing opens; a proof counts what is now, and
 * of the past it would prove another number.
 */
export function createWallLinks(
  reader: DeskReader,
  regions: Pick<RegionIndex, 'isScope'>,
  scope: () => string,
  closed: () => boolean,
): WallLinks {
  return {
    proofHref: (metric, window, { scope: code = scope(), ...number } = {}) =>
      closed() || !regions.isScope(code)
        ? null
        : deskLink('proof', {
            metric,
            ...(window === null ? {} : { window }),
            scope: code,
            ...number,
          }, reader),
    caseHref: id => closed() ? null : deskLink('case', { id }, reader),
  }
}

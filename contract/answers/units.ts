import Type from 'typebox'

/** The smallest units below a scope that have open cases, those with most late cases first. */
export const UnitsBody = Type.Object({
  /** Level of the units. */
  level: Type.String(),
  /** Units of that level below the scope. */
  all: Type.Integer(),
  /** Those with open cases. */
  busy: Type.Integer(),
  /** At most 120. */
  rows: Type.Array(Type.Object({
    code: Type.String(),
    name: Type.String(),
    /** Cases known only to lie in the larger region that is named; it is none of the units. */
    direct: Type.Boolean(),
    above: Type.String(),
    open: Type.Integer(),
    overdue: Type.Integer(),
    /** Regions of the level below with open cases: grids of a community; 0 where none is known. */
    places: Type.Integer(),
  })),
})
export type UnitsBody = Type.Static<typeof UnitsBody>

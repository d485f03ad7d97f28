import Type from 'typebox'

const Row = Type.Object({
  code: Type.String(),
  name: Type.String(),
  today: Type.Integer(),
  /** The whole of yesterday. */
  yesterday: Type.Integer(),
  last30: Type.Integer(),
  /** Of the cases reported in the last 30 days: closed by now. */
  closed30: Type.Integer(),
})
/** Cases reported, by top-level category or by channel; most of the last 30 days first. */
export const BreakdownPanel = Type.Object({ rows: Type.Array(Row) })
export type BreakdownPanel = Type.Static<typeof BreakdownPanel>

/** The shape that goes with a state wherever its colour is used. */
export type MarkShape
  = 'dot' | 'ring' | 'triangle' | 'diamond' | 'square' | 'dash' | 'clock' | 'part' | 'ahead'

import type { Gate } from '../ports.ts'

export interface MeteredGate extends Gate {
  /** Milliseconds spent waiting for the gate since the last call. */
  takeWaited: () => number
}

/** The same gate; what waits for a load to end does no work meanwhile. */
export function meterGate(gate: Gate, steadyNow: () => number): MeteredGate {
  let waited = 0
  return {
    run: async (task) => {
      const asked = steadyNow()
      return gate.run(async () => {
        waited += steadyNow() - asked
        return task()
      })
    },
    takeWaited: () => {
      const taken = waited
      waited = 0
      return taken
    },
  }
}

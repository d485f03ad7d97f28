/**
 * `Promise.all` that rejects only after all have ended: a question that goes on after its tick has
 * failed would be answered from another point of the ledger.
 */
export async function together<Values extends readonly unknown[]>(
  ...promises: { [Place in keyof Values]: Promise<Values[Place]> }
): Promise<Values> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}

/** Where a case lies, and who has it. */
export function caseWhere({ place, department }: { place: string, department: string }): string {
  return department === '' ? place : `${place} · ${department}`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const SPECIAL = /[&<>"]/g

/** A text as content or attribute of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(SPECIAL, character => ENTITIES[character]!)
}

/** Language that an address asks for: `?lang=en`, `?lang=zh`; null: the profile's. */
export type AskedLanguage = 'zh-CN' | 'en' | null

export function readLanguage(text: string | null): AskedLanguage {
  if (text === null)
    return null
  return text.startsWith('zh') ? 'zh-CN' : text === 'en' ? 'en' : null
}

import { useAnswer } from '../../api/use-api.ts'

export type SettingRule = { readonly oneOf: readonly string[] } | { readonly from: number; readonly to: number }
export type Setting = string | number

/** What an application's settings are, and what they may be. */
export interface Settings {
  readonly settings: Readonly<Record<string, Setting>>
  readonly defaults: Readonly<Record<string, Setting>>
  readonly rules: Readonly<Record<string, SettingRule>>
}

export const useSettings = (where: string) => useAnswer<Settings>(where)

/** One setting as a page asks for it. Texts are said already. */
export interface SettingField {
  readonly name: string
  readonly label: string
  readonly help?: string
  /** Of numbers. */
  readonly unit?: string
  /** Of one of a few: what each is called. */
  readonly choices?: Readonly<Record<string, string>>
  /** Shown only while another one has this value. */
  readonly when?: readonly [name: string, value: string]
}

/** What is wrong with a number that was typed; nothing when it is fine. */
export const isBad = (rule: SettingRule | undefined, text: string): boolean => {
  if (rule === undefined || 'oneOf' in rule) return false
  return !/^\d{1,10}$/.test(text) || Number(text) < rule.from || Number(text) > rule.to
}

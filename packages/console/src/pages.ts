import type { Role } from '@signet/protocol/console/roles'
import type { ComponentType } from 'react'
import type { Text } from './language/language.ts'
import { AppIcon } from './pieces/icons.ts'

/** The parts of the menu, in their order. */
export const GROUPS = {
  server: { en: 'Server', zh: '服务器' },
  build: { en: 'Build', zh: '开发接入' },
  people: { en: 'People and groups', zh: '用户与群组' },
  watch: { en: 'Watch', zh: '监控与排查' },
  rules: { en: 'Rules', zh: '规则与限制' },
} satisfies Record<string, Text>

export interface PageRow {
  /** Below `/console/`, or below `/console/apps/<SDKAppID>/` for a page of an application. */
  readonly path: string
  readonly title: Text
  readonly icon: ComponentType
  readonly of: 'server' | 'application'
  readonly group: keyof typeof GROUPS
  /** The least role that sees it. Default: everybody who is signed in. */
  readonly needs?: Role
  /** Not in the menu: reached from another page. */
  readonly hidden?: true
  /** Its default export is the page; loaded when it is opened. */
  readonly load: () => Promise<{ readonly default: ComponentType }>
}

/** Every page of the console, in the order of the menu. How to add one: packages/console/README.md. */
export const PAGES: readonly PageRow[] = [
  {
    path: 'applications',
    title: { en: 'Applications', zh: '应用管理' },
    icon: AppIcon,
    of: 'server',
    group: 'server',
    load: () => import('./pages/applications/page.tsx'),
  },
]

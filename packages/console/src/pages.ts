import type { Role } from '@signet/protocol/console/roles'
import type { ComponentType } from 'react'
import type { Text } from './language/language.ts'
import {
  ApiIcon,
  AppIcon,
  BackupIcon,
  CallbackIcon,
  DashboardIcon,
  ExportIcon,
  FiguresIcon,
  FilterIcon,
  GroupIcon,
  HelpIcon,
  HistoryIcon,
  ImportIcon,
  JourneyIcon,
  KeyIcon,
  LimitsIcon,
  OwnIcon,
  PolicyIcon,
  SettingIcon,
  StaffIcon,
  ToolsIcon,
  UsersIcon,
} from './pieces/icons.ts'

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
  {
    path: 'overview',
    title: { en: 'Server overview', zh: '服务器概览' },
    icon: FiguresIcon,
    of: 'server',
    group: 'server',
    load: () => import('./pages/overview/server-page.tsx'),
  },
  {
    path: 'backups',
    title: { en: 'Backups', zh: '备份' },
    icon: BackupIcon,
    of: 'server',
    group: 'server',
    needs: 'owner',
    load: () => import('./pages/backups/page.tsx'),
  },
  {
    path: 'import',
    title: { en: 'Import', zh: '导入应用' },
    icon: ImportIcon,
    of: 'server',
    group: 'server',
    needs: 'owner',
    load: () => import('./pages/import/page.tsx'),
  },
  {
    path: 'users',
    title: { en: 'Console users', zh: '控制台用户' },
    icon: StaffIcon,
    of: 'server',
    group: 'server',
    needs: 'owner',
    load: () => import('./pages/users/page.tsx'),
  },
  {
    path: 'audit',
    title: { en: 'Audit log', zh: '审计日志' },
    icon: HistoryIcon,
    of: 'server',
    group: 'server',
    needs: 'owner',
    load: () => import('./pages/audit/page.tsx'),
  },
  {
    path: 'own',
    title: { en: 'Own account', zh: '我的账号' },
    icon: OwnIcon,
    of: 'server',
    group: 'server',
    load: () => import('./pages/own/page.tsx'),
  },
  {
    path: 'accounts',
    title: { en: 'Accounts', zh: '账号管理' },
    icon: UsersIcon,
    of: 'application',
    group: 'people',
    load: () => import('./pages/accounts/page.tsx'),
  },
  {
    path: 'accounts/one',
    title: { en: 'Account', zh: '账号' },
    icon: UsersIcon,
    of: 'application',
    group: 'people',
    hidden: true,
    load: () => import('./pages/account/page.tsx'),
  },
  {
    path: 'groups',
    title: { en: 'Groups', zh: '群组管理' },
    icon: GroupIcon,
    of: 'application',
    group: 'people',
    load: () => import('./pages/groups/page.tsx'),
  },
  {
    path: 'groups/one',
    title: { en: 'Group', zh: '群组' },
    icon: GroupIcon,
    of: 'application',
    group: 'people',
    hidden: true,
    load: () => import('./pages/group/page.tsx'),
  },
  {
    path: 'policy',
    title: { en: 'Login and security', zh: '登录与安全策略' },
    icon: PolicyIcon,
    of: 'application',
    group: 'rules',
    load: () => import('./pages/policy/page.tsx'),
  },
  {
    path: 'limits',
    title: { en: 'Features and limits', zh: '功能与限制' },
    icon: LimitsIcon,
    of: 'application',
    group: 'rules',
    load: () => import('./pages/limits/page.tsx'),
  },
  {
    path: 'words',
    title: { en: 'Sensitive words', zh: '敏感词' },
    icon: FilterIcon,
    of: 'application',
    group: 'rules',
    load: () => import('./pages/words/page.tsx'),
  },
  {
    path: 'configuration',
    title: { en: 'Application configuration', zh: '应用配置' },
    icon: SettingIcon,
    of: 'application',
    group: 'build',
    load: () => import('./pages/configuration/page.tsx'),
  },
  {
    path: 'keys',
    title: { en: 'Keys', zh: '密钥管理' },
    icon: KeyIcon,
    of: 'application',
    group: 'build',
    load: () => import('./pages/keys/page.tsx'),
  },
  {
    path: 'dev-tools',
    title: { en: 'Development tools', zh: '开发辅助工具' },
    icon: ToolsIcon,
    of: 'application',
    group: 'build',
    needs: 'developer',
    load: () => import('./pages/dev-tools/page.tsx'),
  },
  {
    path: 'overview',
    title: { en: 'Overview', zh: '概览' },
    icon: DashboardIcon,
    of: 'application',
    group: 'watch',
    load: () => import('./pages/overview/page.tsx'),
  },
  {
    path: 'rest',
    title: { en: 'REST explorer', zh: 'REST API 调试' },
    icon: ApiIcon,
    of: 'application',
    group: 'build',
    needs: 'developer',
    load: () => import('./pages/explorer/page.tsx'),
  },
  {
    path: 'callbacks',
    title: { en: 'Callbacks', zh: '回调配置' },
    icon: CallbackIcon,
    of: 'application',
    group: 'build',
    load: () => import('./pages/callbacks/page.tsx'),
  },
  {
    path: 'journey',
    title: { en: 'Message journey', zh: '消息轨迹' },
    icon: JourneyIcon,
    of: 'application',
    group: 'watch',
    needs: 'developer',
    load: () => import('./pages/journey/page.tsx'),
  },
  {
    path: 'export',
    title: { en: 'Export', zh: '导出' },
    icon: ExportIcon,
    of: 'application',
    group: 'watch',
    needs: 'owner',
    load: () => import('./pages/exports/page.tsx'),
  },
  {
    path: 'guide',
    title: { en: 'UserSig guide', zh: 'UserSig 指南' },
    icon: HelpIcon,
    of: 'server',
    group: 'server',
    load: () => import('./pages/guide/page.tsx'),
  },
]

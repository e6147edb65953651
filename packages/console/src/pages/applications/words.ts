import { defineWords } from '../../language/words.ts'

export const words = defineWords({
  title: { en: 'Applications', zh: '应用管理' },
  text: {
    en: 'Each application has its own users, keys and messages, and sees nothing of the others.',
    zh: '每个应用拥有独立的用户、密钥与消息，彼此完全隔离。',
  },
  create: { en: 'New application', zh: '新建应用' },
  createText: {
    en: 'It gets an SDKAppID of its own. Everything else can be changed later.',
    zh: '系统会为它分配唯一的 SDKAppID，其余配置以后都可以修改。',
  },
  name: { en: 'Name', zh: '应用名称' },
  nameHelp: { en: 'For you and your colleagues; users do not see it.', zh: '仅供你和同事辨认，用户看不到。' },
  administrator: { en: 'Account administrator', zh: '账号管理员' },
  administratorHelp: {
    en: 'The UserID with which your backend calls the server API.',
    zh: '业务后台调用服务端 API 时使用的 UserID。',
  },
  state: { en: 'State', zh: '状态' },
  active: { en: 'In service', zh: '使用中' },
  disabled: { en: 'Disabled', zh: '已停用' },
  keys: { en: 'Keys', zh: '密钥' },
  noKey: { en: 'none: nobody can log in', zh: '无，用户无法登录' },
  accounts: { en: 'Accounts', zh: '账号数' },
  online: { en: 'Online', zh: '在线' },
  messages: { en: 'Messages', zh: '消息数' },
  messagesHelp: { en: 'Since the server started', zh: '自服务器启动以来' },
  created: { en: 'Created', zh: '创建时间' },
  actions: { en: 'Actions', zh: '操作' },
  open: { en: 'Configure', zh: '配置' },
  disable: { en: 'Disable', zh: '停用' },
  enable: { en: 'Enable', zh: '启用' },
  erase: { en: 'Delete', zh: '删除' },
  empty: { en: 'No application yet', zh: '还没有应用' },
  emptyText: {
    en: 'An application is where your users, groups and messages live. Make the first one: it takes a name.',
    zh: '应用是用户、群组和消息的归属。创建第一个应用，只需要一个名称。',
  },
  disableTitle: { en: 'Disable {name}?', zh: '停用 {name}？' },
  disableText: {
    en: 'From then on no ticket is accepted and everybody who is online is signed out within a minute. Nothing is lost: enable it again at any time.',
    zh: '停用后不再接受任何 UserSig，在线用户会在一分钟内下线。数据不会丢失，可随时重新启用。',
  },
  eraseTitle: { en: 'Delete {name} for ever?', zh: '永久删除 {name}？' },
  eraseText: {
    en: 'This erases everything: {accounts} accounts, their messages, groups, files and keys. {online} who are online are signed out now. It cannot be undone; the audit log alone keeps that it happened.',
    zh: '将清除全部数据：{accounts} 个账号及其消息、群组、文件和密钥，{online} 个在线用户会立即下线。此操作不可恢复，仅在审计日志中留下记录。',
  },
})

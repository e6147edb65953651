import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; background: light-dark(#f6f7f8, #14171a); color: light-dark(#1c2227, #e7eaed) }
  body { max-width: 42rem; margin: 12vh auto 4rem; padding: 0 1.5rem; overflow-wrap: anywhere }
  h1 { font-size: 1.75rem; line-height: 1.3; margin: 0 0 1rem }
  h1::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .4em; border-radius: 50%; background: #18a058 }
  p { margin: .6rem 0 } p[lang] { color: light-dark(#59646d, #a3adb5) }
  a { color: light-dark(#0d7a41, #3fc07f) }
  a.open { display: inline-block; margin: 1rem 0; padding: .5rem 1.25rem; border-radius: 6px; font-weight: 600; text-decoration: none; background: light-dark(#0d7a41, #3fc07f); color: light-dark(#fff, #0b1a12) }
  code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Consolas, monospace; background: light-dark(#e9edef, #262b30); border-radius: 6px; padding: .15em .4em }
  pre { padding: .75rem 1rem; overflow-x: auto; overflow-wrap: normal }
  nav { margin-top: 2rem; display: flex; flex-wrap: wrap; gap: .5rem 1.2rem }
  :focus-visible { outline: 2px solid light-dark(#0d7a41, #3fc07f); outline-offset: 2px }
`
/** The page's own style and nothing else, by its hash. */
const CSP = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** What stands at `/`: what runs here and how to go on. No script, no style from elsewhere. */
export function addLanding(http: FastifyInstance, demoApp: { sdkAppId: number } | undefined): void {
  http.get('/', async (request, reply) => {
    reply.type('text/html; charset=utf-8').header('content-security-policy', CSP)
    return landingPage(demoApp, addressOf(request))
  })
}

/** The address as the reader has it, so that the example can be pasted. A Host header that is no address is not repeated. */
const addressOf = ({ protocol, host }: FastifyRequest): string =>
  /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host) ? `${protocol}://${host}` : ''

function landingPage(demoApp: { sdkAppId: number } | undefined, address: string): string {
  const demo =
    demoApp === undefined
      ? `<p>Create an application with <code>signet app create --name "My app"</code>.</p>
<p lang="zh-CN">使用 <code>signet app create --name "My app"</code> 创建应用。</p>`
      : `<p>Demo application: <b>SDKAppID ${demoApp.sdkAppId}</b>. Get a UserSig for a test user:</p>
<p lang="zh-CN">演示应用已就绪。为测试用户获取 UserSig：</p>
<pre tabindex="0">curl -s -X POST -H 'content-type: application/json' \\
  -d '{"userId":"alice"}' ${address}/dev/usersig</pre>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Signet</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Signet is running</h1>
<p>Clients connect to <code>/im</code> with a UserSig.</p>
<p lang="zh-CN">Signet 正在运行。客户端使用 UserSig 连接 <code>/im</code>。</p>
<a class="open" href="/console/">Console · <span lang="zh-CN">控制台</span></a>
<a class="open" href="/chat/">Chat · <span lang="zh-CN">聊天演示</span></a>
${demo}
<nav><a href="/healthz">health</a><a href="/readyz">ready</a><a href="/metrics">metrics</a></nav>
</body>
</html>
`
}

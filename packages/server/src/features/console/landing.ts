import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif }
  body { max-width: 42rem; margin: 12vh auto; padding: 0 1.5rem }
  h1 { font-size: 2rem; margin: 0 }
  h1::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .4em; border-radius: 50%; background: #18a058 }
  p { margin: .6rem 0 } p[lang] { opacity: .75 }
  code, pre { font: .9em/1.5 ui-monospace, Consolas, monospace; background: #8882; border-radius: 6px; padding: .15em .4em }
  pre { padding: .9rem 1rem; overflow-x: auto }
  nav { margin-top: 2rem; display: flex; gap: 1.2rem }
`
/** The page's own style and nothing else, by its hash. */
const CSP = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; frame-ancestors 'none'`

/** What stands at `/` until the console is built: what runs here and how to go on. No script, no style from elsewhere. */
export function addLanding(http: FastifyInstance, demoApp: { sdkAppId: number } | undefined): void {
  const page = landingPage(demoApp)
  http.get('/', async (_request, reply) => {
    reply.type('text/html; charset=utf-8').header('content-security-policy', CSP)
    return page
  })
}

function landingPage(demoApp: { sdkAppId: number } | undefined): string {
  const demo =
    demoApp === undefined
      ? `<p>Create an application with <code>signet app create --name "My app"</code>.</p>
         <p lang="zh">使用 <code>signet app create --name "My app"</code> 创建应用。</p>`
      : `<p>Demo application: <b>SDKAppID ${demoApp.sdkAppId}</b>. Get a UserSig for a test user:</p>
         <p lang="zh">演示应用已就绪。为测试用户获取 UserSig：</p>
         <pre>curl -s -X POST -H 'content-type: application/json' \\
  -d '{"userId":"alice"}' <span>/dev/usersig</span></pre>`
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
<p lang="zh">Signet 正在运行。客户端使用 UserSig 连接 <code>/im</code>。</p>
${demo}
<nav><a href="/healthz">health</a><a href="/readyz">ready</a><a href="/metrics">metrics</a></nav>
</body>
</html>
`
}

/** Draws the list of applications. Names come from other people: they become text nodes and nothing else (CON11). */
export const APPLICATIONS_SCRIPT = String.raw`
/** An element with a class, and with text or elements in it. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

/** A sentence of ours in which parts between backticks are code. */
export function withCode(text) {
  return text.split('\x60').map((part, i) => (i % 2 === 1 ? element('code', '', part) : part))
}

const STATE_CLASS = { active: 'state good', retiring: 'state soon' }

export function drawApplications(list, applications, { word, language }) {
  const times = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: language === 'zh' ? '2-digit' : 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })

  const time = (ms) => {
    const made = element('time', '', times.format(ms))
    made.dateTime = new Date(ms).toISOString()
    return made
  }
  const fact = (label, ...value) => element('div', '', element('dt', '', label), element('dd', '', ...value))
  const state = (kind, text) => element('span', STATE_CLASS[kind] ?? 'state', text)

  const drawKey = (key) => {
    const kind = word(key.kind === 'publicKey' ? 'key.publicKey' : 'key.secret')
    const told = key.state === 'retiring' ? word('key.retiring', { time: times.format(key.retiresAt) }) : word('key.' + key.state)
    const facts = element(
      'dl',
      'facts',
      fact(word('key'), element('code', '', key.keyId)),
      fact(word('key.kind'), kind, ...(key.curve === undefined ? [] : [' · ', element('span', 'whole', key.curve)])),
      fact(word('key.state'), state(key.state, told)),
      fact(word('created'), time(key.createdAt)),
      fact(word('key.used'), key.lastUsedAt === undefined ? word('key.unused') : time(key.lastUsedAt)),
    )
    return element('li', '', facts)
  }

  const drawKeys = ({ sdkAppId, keys }) => {
    if (keys.length > 0) return [element('ul', 'keys', ...keys.map(drawKey))]
    const command = element('pre', '', element('code', '', 'signet app key add ' + sdkAppId))
    command.tabIndex = 0
    return [element('p', 'note', word('keys.none')), command]
  }

  const drawApplication = (app) => {
    const name = element('bdi', '', app.name)
    return element(
      'article',
      'card app',
      element('div', 'heading', element('h2', '', name), state(app.state, word('app.' + app.state))),
      element(
        'dl',
        'facts about',
        fact('SDKAppID', element('code', '', String(app.sdkAppId))),
        fact(word('created'), time(app.createdAt)),
      ),
      element('h3', '', word('keys')),
      ...drawKeys(app),
    )
  }

  list.replaceChildren(...applications.map(drawApplication))
}
`

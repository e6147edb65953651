/** The states of the page and what leads from one to the next. */
export const MAIN_SCRIPT = String.raw`
import { call } from './api.js'
import { drawApplications, withCode } from './applications.js'
import { WORDS } from './words.js'

const VIEWS = ['loading', 'unreachable', 'sign-in', 'change-password', 'applications']
const LANGUAGE = 'signet-console-language'
const $ = (id) => document.getElementById(id)

let language = kept() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en')
let me = { signedIn: false }
/** The password that was typed a moment ago, while it has to be changed: nobody types it twice. */
let typed
/** What the list shows now, to draw it again in the other language. */
let listed
/** Errors that stand on the page, by the element that shows them: said again in the other language. */
const errors = new Map()

function kept() {
  try {
    const value = localStorage.getItem(LANGUAGE)
    return value in WORDS ? value : undefined
  } catch {
    return undefined
  }
}

function word(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))
}

function speak() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = word('title')
  for (const part of document.querySelectorAll('[data-t]')) part.textContent = word(part.dataset.t)
  for (const part of document.querySelectorAll('[data-t-label]')) part.setAttribute('aria-label', word(part.dataset.tLabel))
  $('language').lang = language === 'zh' ? 'en' : 'zh-CN'
  $('change-title').textContent = word(me.mustChange ? 'change.must' : 'change')
  $('change-why').textContent = word(me.mustChange ? 'change.why' : 'change.why.own')
  for (const [id, say] of errors) $(id).textContent = say()
  if (listed) drawList()
}

/** @param key a word, or what the server refused */
function complain(id, key, values) {
  errors.set(id, typeof key === 'string' ? () => word(key, values) : () => reason(key))
  $(id).textContent = errors.get(id)()
}

function calm() {
  for (const id of errors.keys()) $(id).textContent = ''
  errors.clear()
  $('applications-done').textContent = ''
  for (const field of document.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

function reason({ status, message, waitSeconds }) {
  if (status === 429) return word('error.often', { n: waitSeconds })
  if (status === 503) return word('error.busy')
  if (status === 0) return word('error.unreachable')
  return message
}

function show(view, focus) {
  for (const id of VIEWS) $(id).hidden = id !== view
  $('who').hidden = !me.signedIn
  $('who-name').textContent = me.signedIn ? me.name : ''
  $('change-open').hidden = me.mustChange === true || view === 'change-password'
  speak()
  if (focus) $(focus).focus()
}

/** Shows what this person may do now. */
async function enter(who) {
  me = who
  if (!me.signedIn) return signedOut()
  if (me.mustChange) return askForPassword()
  typed = undefined
  show('loading')
  await list('applications-title')
}

function signedOut(complaint) {
  me = { signedIn: false }
  typed = undefined
  listed = undefined
  $('applications-list').replaceChildren()
  $('sign-in-form').reset()
  $('change-form').reset()
  calm()
  show('sign-in', 'name')
  if (complaint) complain('sign-in-error', complaint)
}

function askForPassword() {
  $('change-form').reset()
  $('change-name').value = me.name
  const knows = me.mustChange && typed !== undefined
  $('current').hidden = knows
  $('current-label').hidden = knows
  $('change-cancel').hidden = me.mustChange
  calm()
  show('change-password', knows ? 'new' : 'current')
}

async function list(focus) {
  try {
    listed = await call('GET', 'applications')
    calm()
    show('applications', focus)
  } catch (error) {
    if (error.status === 401) return signedOut('error.ended')
    show('applications', focus)
    complain('applications-error', error)
  }
}

function drawList() {
  const { applications, total } = listed
  $('applications-none').hidden = total > 0
  $('applications-some').hidden = total === applications.length
  $('applications-some').replaceChildren(...withCode(word('apps.some', { n: applications.length, total })))
  drawApplications($('applications-list'), applications, { word, language })
}

/** One thing at a time: a second press waits for the first. */
function busyWhile(button, work) {
  return async (event) => {
    event.preventDefault()
    if (button.getAttribute('aria-busy') === 'true') return
    button.setAttribute('aria-busy', 'true')
    try {
      await work()
    } finally {
      button.removeAttribute('aria-busy')
    }
  }
}

const wrong = (field, id, key) => {
  complain(id, key)
  $(field).setAttribute('aria-invalid', 'true')
  $(field).focus()
  $(field).select()
}

async function signIn() {
  calm()
  const name = $('name').value.trim()
  const password = $('password').value
  if (name === '') return $('name').focus()
  if (password === '') return $('password').focus()
  try {
    const who = await call('POST', 'session', { name, password })
    typed = who.mustChange ? password : undefined
    $('sign-in-form').reset()
    await enter(who)
  } catch (error) {
    wrong('password', 'sign-in-error', error.status === 401 ? 'error.wrong' : error)
  }
}

/** The rule of the server, so that it is said in the language of the page; the server judges. */
function problem(current, next) {
  if (next.length < 12 || next.length > 256) return 'error.length'
  if (new Set(next).size < 6) return 'error.variety'
  if (next.toLowerCase().includes(me.name.toLowerCase())) return 'error.ownName'
  return next === current ? 'error.same' : undefined
}

async function changePassword() {
  calm()
  const current = me.mustChange && typed !== undefined ? typed : $('current').value
  const next = $('new').value
  if (current === '') return $('current').focus()
  const bad = problem(current, next)
  if (bad) return wrong('new', 'change-error', bad)
  if (next !== $('again').value) return wrong('again', 'change-error', 'error.again')
  try {
    const who = await call('POST', 'password', { current, password: next })
    await enter(who)
    $('applications-done').textContent = word('done.changed')
  } catch (error) {
    if (error.status === 401) return signedOut('error.ended')
    if (error.status !== 403) return wrong('new', 'change-error', error)
    typed = undefined
    $('current').hidden = false
    $('current-label').hidden = false
    wrong('current', 'change-error', 'error.wrongCurrent')
  }
}

async function signOut() {
  try {
    await call('DELETE', 'session')
  } catch (error) {
    if (error.status !== 401) return show('unreachable', 'unreachable-title')
  }
  signedOut()
}

/** Who is this? Asked at the start, and when the page comes back into view: another tab may have signed in, out, or anew. */
async function recognize() {
  try {
    const who = await call('GET', 'session')
    const known = who.signedIn === me.signedIn && who.name === me.name && who.mustChange === me.mustChange
    if (known && !$('loading').checkVisibility() && !$('unreachable').checkVisibility()) return
    await enter(who)
  } catch {
    if ($('loading').checkVisibility()) show('unreachable', 'unreachable-title')
  }
}

const start = () => {
  show('loading')
  return recognize()
}

$('sign-in-form').addEventListener('submit', busyWhile($('sign-in-form').querySelector('[type=submit]'), signIn))
$('change-form').addEventListener('submit', busyWhile($('change-form').querySelector('[type=submit]'), changePassword))
$('change-open').addEventListener('click', askForPassword)
$('change-cancel').addEventListener('click', busyWhile($('change-cancel'), () => list('applications-title')))
$('sign-out').addEventListener('click', busyWhile($('sign-out'), signOut))
$('refresh').addEventListener('click', busyWhile($('refresh'), () => list()))
$('retry').addEventListener('click', busyWhile($('retry'), start))
$('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh'
  try {
    localStorage.setItem(LANGUAGE, language)
  } catch {}
  speak()
})
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') recognize()
})
start()
`

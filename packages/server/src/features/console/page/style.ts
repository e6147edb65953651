/** Light or dark as the system is; one column of at most 64rem, down to a phone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  font: 16px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  --page: light-dark(#f6f7f8, #14171a);
  --card: light-dark(#fff, #1c2024);
  --line: light-dark(#dfe3e6, #32383e);
  --field: light-dark(#8a949c, #66717a);
  --text: light-dark(#1c2227, #e7eaed);
  --soft: light-dark(#59646d, #a3adb5);
  --accent: light-dark(#0d7a41, #3fc07f);
  --on-accent: light-dark(#fff, #0b1a12);
  --bad: light-dark(#b3261e, #ff8a80);
  --soon: light-dark(#8a5a00, #f0b849);
  --code: light-dark(#eef1f3, #262b30);
}
* { box-sizing: border-box }
[hidden] { display: none !important }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--text); overflow-wrap: anywhere }
h1, h2, h3, p, dl, dd, ul, pre { margin: 0; padding: 0 }
h1 { font-size: 1.5rem; line-height: 1.3 }
h2 { font-size: 1.15rem; line-height: 1.4 }
h3 { font-size: .85rem; font-weight: 600; color: var(--soft); margin-top: 1.25rem }
h1:focus { outline: none }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Consolas, monospace }
pre { background: var(--code); border-radius: 6px; padding: .75rem 1rem; margin-top: .75rem; overflow-x: auto; overflow-wrap: normal }
p code { background: var(--code); border-radius: 4px; padding: .1em .35em }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }

.bar { display: flex; align-items: center; gap: .25rem .5rem; max-width: 64rem; margin: 0 auto; padding: .75rem 1.25rem }
.brand { margin-right: auto; font-weight: 700; font-size: 1.1rem; color: inherit; text-decoration: none; border-radius: 4px }
.brand::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: 50%; background: #18a058 }
.who { display: flex; align-items: center; gap: .5rem; min-width: 0 }
.who bdi { color: var(--soft); margin-right: .25rem }

main { max-width: 64rem; margin: 0 auto; padding: 1rem 1.25rem 4rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.5rem }
section.card { max-width: 26rem; margin: 8vh auto 0 }
.heading { display: flex; align-items: center; justify-content: space-between; gap: .75rem 1rem }
.heading h1, .heading h2 { min-width: 0 }
.heading > .state { flex: none; line-height: 1.7 }
.note, .hint { color: var(--soft); margin-top: .5rem }
.hint { font-size: .875rem; margin-top: .35rem }
.error { color: var(--bad); margin-top: .75rem }
.done { color: var(--accent); margin-top: .5rem }
.error:empty, .done:empty { margin: 0 }
#loading { text-align: center; margin-top: 20vh }

form { margin-top: 1.25rem }
label { display: block; font-weight: 600; font-size: .9rem; margin: 1rem 0 .35rem }
input { width: 100%; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--field); border-radius: 6px; padding: .5rem .75rem; min-height: 2.75rem }
input[aria-invalid] { border-color: var(--bad) }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .4rem 1.25rem; border: 1px solid transparent; border-radius: 6px; background: var(--accent); color: var(--on-accent); cursor: pointer }
button:hover { filter: brightness(1.08) }
button[aria-busy=true] { opacity: .6; cursor: progress }
button.quiet { background: none; color: inherit; border-color: var(--line); font-weight: 500; min-height: 2.25rem; padding: .2rem .8rem; font-size: .9rem; white-space: nowrap }
button.quiet:hover { border-color: var(--field) }
form > button, .actions, section.card > button { margin-top: 1.25rem }
form > button { width: 100% }
.actions { display: flex; flex-wrap: wrap; gap: .75rem }
.actions button { flex: 1 0 auto; min-height: 2.75rem }

.empty { margin-top: 1.25rem }
.app { margin-top: 1.25rem }
.app .heading { align-items: flex-start }
.facts { display: grid; gap: .5rem 1rem; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1.35fr) repeat(3, minmax(0, 1.02fr)) }
.whole { white-space: nowrap }
.facts.about { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin-top: .75rem }
dt { color: var(--soft); font-size: .8rem }
dd { font-size: .9375rem }
.keys { list-style: none; margin-top: .25rem }
.keys li { padding: .75rem 0; border-top: 1px solid var(--line) }
.keys li:first-child { border-top: 0; padding-top: .35rem }
.keys li:last-child { padding-bottom: 0 }
.state { color: var(--soft) }
.state::before { content: ""; display: inline-block; width: .55em; height: .55em; margin-right: .45em; border-radius: 50%; border: 2px solid currentColor }
.state.good { color: var(--accent) }
.state.good::before { background: currentColor }
.state.soon { color: var(--soon) }

@media (max-width: 60rem) {
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .keys .facts > :first-child { grid-column: 1 / -1 }
}
@media (max-width: 30rem) {
  .bar { flex-wrap: wrap; padding: .75rem 1rem }
  .who { order: 1; flex-basis: 100% }
  .who bdi { margin-right: auto }
  main { padding: .5rem 1rem 3rem }
  .card { padding: 1.25rem 1rem }
  section.card { margin-top: 2vh }
  h1 { font-size: 1.35rem }
}
`

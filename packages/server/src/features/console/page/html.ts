/** The page without its words: `data-t` names one of `words.ts`, which the script puts in. */
export const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Signet Console</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='6' fill='%2318a058'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/console/console.css">
<script type="module" src="/console/main.js"></script>
</head>
<body>
<header class="bar">
  <a class="brand" href="/" data-t-label="home">Signet</a>
  <span class="who" id="who" hidden>
    <bdi id="who-name"></bdi>
    <button type="button" class="quiet" id="change-open" data-t="change"></button>
    <button type="button" class="quiet" id="sign-out" data-t="signOut"></button>
  </span>
  <button type="button" class="quiet" id="language" data-t="switch"></button>
</header>
<main>
  <noscript><p>The console needs JavaScript. 控制台需要启用 JavaScript。</p></noscript>

  <p class="note" id="loading" role="status" data-t="loading" hidden></p>

  <section class="card" id="unreachable" aria-labelledby="unreachable-title" hidden>
    <h1 id="unreachable-title" tabindex="-1" data-t="error.unreachable"></h1>
    <button type="button" id="retry" data-t="retry"></button>
  </section>

  <section class="card" id="sign-in" aria-labelledby="sign-in-title" hidden>
    <h1 id="sign-in-title" data-t="signIn"></h1>
    <p class="note" data-t="signIn.intro"></p>
    <form id="sign-in-form" novalidate>
      <label for="name" data-t="name"></label>
      <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required>
      <label for="password" data-t="password"></label>
      <input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required aria-describedby="sign-in-error">
      <p class="error" id="sign-in-error" role="alert"></p>
      <button type="submit" data-t="signIn"></button>
    </form>
  </section>

  <section class="card" id="change-password" aria-labelledby="change-title" hidden>
    <h1 id="change-title"></h1>
    <p class="note" id="change-why"></p>
    <form id="change-form" novalidate>
      <input id="change-name" name="name" autocomplete="username" readonly hidden>
      <label for="current" id="current-label" data-t="change.current"></label>
      <input id="current" name="current" type="password" autocomplete="current-password" maxlength="256" required>
      <label for="new" data-t="change.new"></label>
      <input id="new" name="new" type="password" autocomplete="new-password" maxlength="256" required aria-describedby="change-rule change-error">
      <p class="hint" id="change-rule" data-t="change.rule"></p>
      <label for="again" data-t="change.again"></label>
      <input id="again" name="again" type="password" autocomplete="new-password" maxlength="256" required aria-describedby="change-error">
      <p class="error" id="change-error" role="alert"></p>
      <div class="actions">
        <button type="submit" data-t="change.save"></button>
        <button type="button" class="quiet" id="change-cancel" data-t="cancel"></button>
      </div>
    </form>
  </section>

  <section id="applications" aria-labelledby="applications-title" hidden>
    <div class="heading">
      <h1 id="applications-title" tabindex="-1" data-t="apps"></h1>
      <button type="button" class="quiet" id="refresh" data-t="refresh"></button>
    </div>
    <p class="done" id="applications-done" role="status"></p>
    <p class="error" id="applications-error" role="alert"></p>
    <div class="card empty" id="applications-none" hidden>
      <h2 data-t="apps.none"></h2>
      <p class="note" data-t="apps.none.how"></p>
      <pre tabindex="0"><code>signet app create --name "My app"</code></pre>
    </div>
    <div id="applications-list"></div>
    <p class="note" id="applications-some" hidden></p>
  </section>
</main>
</body>
</html>
`

/**
 * What every runtime has to do with the built package. Plain JavaScript without a test runner, so that the same file runs in
 * Node.js, Bun, Deno and a browser. `runSuite` checks the vectors and signs tickets; `verifyTickets` verifies those that
 * other runtimes signed.
 */
import * as universal from '../packages/usersig/dist/index.js'

const alice = { sdkAppId: 1400000000, userId: 'alice_用户' }

/** Vectors that only the lenient option reads, but for the one that nothing reads. */
const accepted = ({ tier, id }, lenient) =>
  tier === 'must-accept' || (tier === 'lenient-accept' && lenient && id !== 83)

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

async function outcome(run) {
  try {
    await run()
    return 'accepted'
  } catch (error) {
    return error instanceof universal.UserSigError ? error.reason : `crashed: ${error?.stack ?? error}`
  }
}

/** Signers and verifiers of the keys in `input`. */
const keysOf = (input) => ({
  v2: { signer: universal.secretKey(input.secret), verifier: universal.secretKey(input.secret) },
  p256: { signer: universal.privateKey(input.p256.privateKey), verifier: universal.publicKey(input.p256.publicKey) },
  secp256k1: {
    signer: universal.privateKey(input.secp256k1.privateKey),
    verifier: universal.publicKey(input.secp256k1.publicKey),
  },
})

async function checkVectors(api, vectors, failures, hasSecp256k1) {
  let checked = 0
  for (const vector of vectors) {
    for (const lenient of [false, true]) {
      const key = vector.key.secret ? api.secretKey(vector.key.secret) : api.publicKey(vector.key.public)
      const userBuf = vector.userbuf === undefined ? 'refuse' : bytesOf(vector.userbuf)
      const expected = { sdkAppId: vector.sdkappid, userId: vector.identifier }
      const result = await outcome(() =>
        api.verify(key, vector.usersig, expected, { now: vector.verifyAt, lenient, userBuf }),
      )
      const wanted = accepted(vector, lenient)
      checked++
      const lacksCurve = result === 'UNSUPPORTED_CURVE' && !hasSecp256k1 && key.curve === 'secp256k1'
      if ((result === 'accepted') === wanted && !result.startsWith('crashed')) continue
      if (!lacksCurve) failures.push(`vector ${vector.id}, lenient ${lenient}: ${result}`)
    }
  }
  return checked
}

async function signWith(api, label, input, failures, hasSecp256k1) {
  const tickets = []
  for (const [name, { signer }] of Object.entries(keysOf(input))) {
    const userBuf = Uint8Array.of(0, 127, 128, 255)
    const plain = await outcome(async () => tickets.push({ by: label, name, userSig: await api.sign(signer, alice) }))
    if (plain !== 'accepted') {
      if (name !== 'secp256k1' || hasSecp256k1 || plain !== 'UNSUPPORTED_CURVE')
        failures.push(`${label} signs ${name}: ${plain}`)
      continue
    }
    tickets.push({
      by: label,
      name,
      userSig: await api.sign(signer, { ...alice, userBuf }),
      userBuf: btoa('\x00\x7f\x80\xff'),
    })
  }
  return tickets
}

async function checkKeyPairs(api, label, failures) {
  const pair = await api.generateKeyPair()
  const userSig = await api.sign(api.privateKey(pair.privateKey), alice)
  const result = await outcome(() => api.verify(api.publicKey(pair.publicKey), userSig, alice))
  if (result !== 'accepted') failures.push(`${label} with a key pair of its own: ${result}`)
  if (!/^[0-9a-f]{64}$/.test(api.generateSecret())) failures.push(`${label}: no secret`)
  const shown = api.inspect(userSig)
  if (shown.userId !== alice.userId || shown.problems.length > 0)
    failures.push(`${label}: inspect ${JSON.stringify(shown)}`)
}

/**
 * @param {object} input keys and vectors
 * @param {object | undefined} nodeApi '@signet/usersig/node', where the runtime has node:crypto
 * @param {boolean} nodeHasSecp256k1 whether that crypto is known to have the curve
 */
export async function runSuite(input, nodeApi, nodeHasSecp256k1 = false) {
  const failures = []
  let vectors = await checkVectors(universal, input.vectors, failures, false)
  await checkKeyPairs(universal, 'universal', failures)
  const tickets = await signWith(universal, 'universal', input, failures, false)
  if (nodeApi) {
    vectors += await checkVectors(nodeApi, input.vectors, failures, nodeHasSecp256k1)
    await checkKeyPairs(nodeApi, 'node', failures)
    tickets.push(...(await signWith(nodeApi, 'node', input, failures, nodeHasSecp256k1)))
  }
  return { failures, vectors, tickets }
}

/** Verifies tickets of other runtimes, with both APIs where there are two. Tickets on a curve that is lacking are not counted. */
export async function verifyTickets(input, tickets, nodeApi) {
  const failures = []
  let verified = 0
  const keys = keysOf(input)
  for (const api of nodeApi ? [universal, nodeApi] : [universal]) {
    for (const { by, name, userSig, userBuf } of tickets) {
      const wanted = userBuf === undefined ? 'refuse' : bytesOf(userBuf)
      const result = await outcome(() => api.verify(keys[name].verifier, userSig, alice, { userBuf: wanted }))
      if (result === 'accepted') verified++
      else if (result !== 'UNSUPPORTED_CURVE' || name !== 'secp256k1') failures.push(`${name} by ${by}: ${result}`)
    }
  }
  return { failures, verified }
}

import type { Admin } from '@signet/server'
import { facts } from '../answer.ts'
import { isoTime } from '../time.ts'

type Verbs = Admin['webhooks']
type Endpoint = Awaited<ReturnType<Verbs['endpoints']['list']>>[number]
type DeadLetter = Awaited<ReturnType<Verbs['deadLetters']['list']>>['letters'][number]

const mark = (is: boolean): string => (is ? 'yes' : 'no')

export const describeEndpoint = (endpoint: Endpoint): string =>
  facts([
    ['endpoint', endpoint.endpointId],
    ['url', endpoint.url],
    ...(endpoint.commands.length === 0 ? ['none'] : endpoint.commands).map(
      (command, i) => [i === 0 ? 'on' : '', command] as const,
    ),
    ...endpoint.refuseOnFailure.map((command, i) => [i === 0 ? 'refuses on failure' : '', command] as const),
    ['time limit', endpoint.timeoutMs === undefined ? undefined : `${endpoint.timeoutMs} ms`],
    ['token', mark(endpoint.hasToken)],
    ['mutual TLS', mark(endpoint.hasCertificate)],
    ['own authority', mark(endpoint.hasAuthority)],
    ['created', isoTime(endpoint.createdAt / 1000)],
  ])

export const describeEndpoints = (endpoints: readonly Endpoint[]): string =>
  endpoints.length === 0 ? '  no URLs: nobody hears of anything' : endpoints.map(describeEndpoint).join('\n\n')

export const describeDead = (letters: readonly DeadLetter[]): string =>
  letters.length === 0
    ? '  no dead letters'
    : letters
        .map((letter) =>
          facts([
            ['letter', letter.id],
            ['command', letter.command],
            ['endpoint', letter.endpointId],
            ['happened', isoTime(letter.createdAt / 1000)],
            ['given up', `${isoTime(letter.diedAt / 1000)} after ${letter.tries} tries`],
            ['because', letter.reason],
            ['body', letter.body],
          ]),
        )
        .join('\n\n')

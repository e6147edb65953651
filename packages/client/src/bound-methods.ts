import type { Core } from './core.ts'
import { type ChatError, clientError, toChatError } from './errors.ts'

type Method = (...input: unknown[]) => unknown

/** The methods of an area, free of their object: apps pass them around. */
export function boundMethods(area: object): Record<string, Method> {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(area)).filter((name) => name !== 'constructor')
  const methods = area as Record<string, Method>
  return Object.fromEntries(names.map((name) => [name, methods[name]!.bind(area)]))
}

/** As `boundMethods`, for areas whose methods all ask the server: nobody gets further than 2024 or 2999 before everything is ready. */
export function readyMethods(core: Core, area: object): Record<string, Method> {
  const guarded = Object.entries(boundMethods(area)).map(([name, method]) => [
    name,
    async (...input: unknown[]): Promise<unknown> => {
      core.ready()
      try {
        return await method(...input)
      } catch (thrown) {
        throw failureOf(name, input, thrown)
      }
    },
  ])
  return Object.fromEntries(guarded)
}

/** As `boundMethods`, for areas of which some methods answer at once: what goes wrong in any of them is a `ChatError`. */
export function freeMethods(area: object): Record<string, Method> {
  const guarded = Object.entries(boundMethods(area)).map(([name, method]) => [
    name,
    (...input: unknown[]): unknown => {
      const failed = (thrown: unknown): never => {
        throw failureOf(name, input, thrown)
      }
      try {
        const answer = method(...input)
        return answer instanceof Promise ? answer.catch(failed) : answer
      } catch (thrown) {
        return failed(thrown)
      }
    },
  ])
  return Object.fromEntries(guarded)
}

function failureOf(name: string, input: readonly unknown[], thrown: unknown): ChatError {
  const isNothingGiven = thrown instanceof TypeError && (input[0] === undefined || input[0] === null)
  return isNothingGiven
    ? clientError('INVALID_OPERATION', `${name} needs parameters.`, { cause: thrown })
    : toChatError(thrown)
}

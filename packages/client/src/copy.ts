/** Another object of the same plain data. */
export const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** The version of this package: three numbers, as apps split it at the dots. */
export const VERSION = '0.1.0'

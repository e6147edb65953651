export * from './public.ts'
// As a namespace, so that `TencentCloudChat.TYPES.CONV_C2C` and `TencentCloudChat.Message` are types too.
export * as default from './public.ts'

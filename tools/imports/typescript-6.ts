import { registerHooks } from 'node:module'

// TypeScript 7 has no JavaScript API, and without one dependency-cruiser reads no .ts file and reports success.
// So dependency-cruiser, and nothing else, gets TypeScript 6.
const here = import.meta.url

registerHooks({
  resolve: (specifier, context, next) =>
    /^typescript($|\/)/.test(specifier) && context.parentURL?.includes('/dependency-cruiser/')
      ? next(specifier.replace('typescript', 'typescript-6'), { ...context, parentURL: here })
      : next(specifier, context),
})

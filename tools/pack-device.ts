import { bundleConfigText, removeBundle } from './pack/bundle.ts'

// Called by npm before and after it packs @netraven/device: config-text goes into the package as a bundled dependency.
if (process.argv.includes('--after')) removeBundle()
else await bundleConfigText()

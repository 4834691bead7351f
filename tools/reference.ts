import { writeReference } from './reference/pages.ts'

// npm run reference: writes docs/reference from the program's own data.
await writeReference()

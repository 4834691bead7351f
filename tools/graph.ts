import { writeGraph } from './imports/graph.ts'

// npm run graph: draws the import rules into ARCHITECTURE.md.
writeGraph()

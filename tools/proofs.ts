import { writeProofs } from './proofs/write.ts'

// npm run proofs: visits every recorded device and writes down which of them are read exactly, and which transcripts there are.
await writeProofs()

import { backup } from './backup.ts'
import type { JobType } from './job-type.ts'

const types = new Map<string, JobType>([backup].map((type) => [type.name, type]))

/** The job type of a name; undefined when this program does not know it. */
export const jobType = (name: string): JobType | undefined => types.get(name)

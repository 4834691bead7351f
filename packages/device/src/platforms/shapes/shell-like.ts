import type { PlatformDefinition } from '../../platform.ts'

/** Systems whose command line is a POSIX shell: exec channels, no pager, refusals of the shell and of `sudo`. */
export const shellLike = {
  exec: true,
  prompt: { ends: ['$', '#', '>', '%'] },
  rejects: [
    /: (?:command )?not found$/,
    /^(?:cat|ls): .*(?:No such file|Permission denied)/,
    /^sudo: /,
    /: (?:Permission denied|Operation not permitted)\)?$/i,
  ],
} as const satisfies Partial<PlatformDefinition>

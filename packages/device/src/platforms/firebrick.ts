import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** FireBrick: the configuration is XML. */
export const firebrickFb = definePlatform({
  id: 'firebrick_fb',
  title: 'FireBrick',
  family: 'firebrick',
  aliases: ['firebrick'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^Command not known/i],
  artifacts: { 'running-config': [['show configuration']] },
  complete: { usualEnd: /^<\/config>$/, minLines: 3 },
  configHostname: /<system [^>\n]*name="([^"\n]+)"/,
  facts: [
    {
      command: 'show status',
      hostname: /^Name\s*:?\s+(\S+)/m,
      serial: /^Serial(?: number)?\s*:?\s+(\S+)/im,
      version: /^(?:Software|Version)\s*:?\s+(\S[^\n]*)/im,
    },
  ],
  source: 'configuration: the Oxidized model firebrick; session: the same',
})

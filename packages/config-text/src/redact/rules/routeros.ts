import type { RuleData } from '../rule-set.ts'

/** RouterOS exports. Source: MikroTik's manual; recorded sessions. */
export const routeros: RuleData = {
  blocks: 'path',
  folds: true,
  keep: [],
  hide: [
    'password|secret|shared-secret|passphrase|export-passphrase|ipsec-secret|http-password|login-password=<password>',
    'wpa-pre-shared-key|wpa2-pre-shared-key|pre-shared-key|preshared-key|security.passphrase|sae-password=<psk>',
    'private-key|sta-private-key=<private-key>',
    'tcp-md5-key|authentication-key|auth-key|md5-key|cak|management-protection-key=<key>',
    'static-key-0|static-key-1|static-key-2|static-key-3|static-sta-private-key=<psk>',
    'authentication-password|encryption-password=<snmp>',
    'mschapv2-password|eap-password|supplicant-password|radius-password=<password>',
    'trap-community=<community>',
    'api-key|token|license-key=<token>',
    '/snmp community ... name=<community>',
  ],
  notRestorable: {
    when: /^# [^\n]{1,60} by RouterOS/m,
    reason: 'RouterOS never exports the passwords of its users',
  },
}

import type { RuleData } from '../rule-set.ts'

/** Forms of other vendors that no word of another platform can be mistaken for. Source: vendors' manuals. */
export const others: RuleData = {
  blocks: 'indent',
  keep: [
    'password-policy|password-expire|password-expiry',
    'password complexity|policy|minimum-length|expiration|history|aging|lockout|recovery',
    'management security',
    'set key-outbound|key-inbound',
    'ip community-filter',
    'authentication-profile|password-complexity',
    'policy community',
    'community * members',
  ],
  // FortiOS encodes anew at every display.
  volatile: ['set * enc <password>'],
  hide: [
    // ASA, FTD
    'enable password <password> encrypted|pbkdf2|level',
    '^passwd <password>',
    'ikev1|ikev2 [remote-authentication|local-authentication] pre-shared-key [T] <psk>',
    'ldap-login-password [T] <password>',
    'failover key [hex] [T] <key>',
    'failover ipsec pre-shared-key [T] <psk>',
    'aaa-server * ... key [T] <key>',
    // NX-OS, EOS, IOS-XR
    'username * ... secret|password sha512|sha256|encrypted|cleartext|clear [T] <password>',
    'enable secret|password sha512|sha256|encrypted <password>',
    'snmp-server community encrypted|clear <community> ro|rw|systemowner|sdrowner',
    'snmp-server user * ... auth md5|sha* encrypted|clear <snmp> priv [des56|3des|aes] [128|192|256] encrypted|clear <snmp>',
    'key-string password|clear <key>',
    'message-digest-key # md5 encrypted|clear <key>',
    'password encrypted|clear <password>',
    'neighbor * password encrypted|clear <key>',
    'snmp-server user * ... auth|localized ... localized * auth md5|sha* <snmp> priv * <snmp>',
    // Fortinet
    'set psksecret|ppk-secret|passwd|password|passphrase|sae-password|wpa-psk|auth-pwd|priv-pwd|sso-password <password>',
    'set secret|secondary-secret|tertiary-secret|radius-secret|rsso-secret <key>',
    'set api-key|access-key|secret-key|token <token>',
    'config system snmp community edit * set name <community>',
    // PAN-OS in set form
    'phash|bind-password|authpwd|privpwd|snmp-community-string <password>',
    // Huawei, Comware
    'cipher|irreversible-cipher <password>',
    'password|shared-key|key simple|hash|cipher|irreversible-cipher|ciphertext <password>',
    'tacacs-server|radius-server ... key ciphertext|plaintext|encrypted <key>',
    'super password [level #] [simple|cipher|hash] [T] <password>',
    'snmp-agent community read|write [cipher|simple] <community>',
    'snmp-agent community [cipher|simple] <community>',
    'snmp-agent usm-user ... authentication-mode md5|sha* [cipher|simple] <snmp> privacy-mode * [cipher|simple] <snmp>',
    'key authentication|accounting|authorization [simple|cipher] <key>',
    'shared-key <key>',
    // Nokia
    'password|authentication-key|community|secret <password> hash|hash2|custom',
    'message-digest-key * md5 <key> hash|hash2|custom',
    'entry # key <key> hash|hash2|custom',
    // ProCurve, Aruba, Extreme, Ruckus, Dell
    'password manager|operator|port-access ... sha1|sha256|plaintext|hash <hash>',
    'ciphertext <password>',
    'virtual-controller-key <key>',
    'wpa-passphrase <psk>',
    'mgmt-user * * <hash>',
    'create|configure account ... encrypted <hash>',
    'shared-secret encrypted <key>',
    'shared-secret <key>',
    'localized-key <snmp>',
    'super-user-password|read-only-password|port-config-password [T] <password>',
    // Check Point, F5, VyOS
    'password-hash|expert-password-hash <hash>',
    'auth-password-encrypted|privacy-password-encrypted|auth-pass-phrase-hashed|privacy-pass-phrase-hashed <snmp>',
    'authtype md5 secret <key>',
    'plaintext-password <password>',
    'pre-shared-secret <psk>',
    'preshared-key|psk-secret <psk>',
    'private key <private-key>',
    'private-key <private-key> $',
  ],
}

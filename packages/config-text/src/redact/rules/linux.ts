import type { RuleData } from '../rule-set.ts'

/** FRRouting. Source: its manual; a real router. */
export const frr: RuleData = {
  blocks: 'indent',
  keep: [
    'service password-encryption',
    'key chain * $',
    '^key # $',
    'bgp community-list|extcommunity-list|large-community-list',
    'set community|extcommunity|large-community',
    'match community|extcommunity|large-community',
    '^description|remark|banner',
    'ip rip authentication mode|key-chain',
    'isis authentication send-only',
  ],
  hide: [
    'enable password [T] <password rest>',
    '^password [T] <password rest>',
    'neighbor * password <key rest>',
    'key-string <key rest>',
    'ip ospf authentication-key [T] <key>',
    'message-digest-key # md5 [T] <key>',
    'authentication-key <key>',
    'ip rip authentication string <key rest>',
    'isis password md5|clear <key>',
    'area-password|domain-password md5|clear <key>',
    'ip nhrp authentication <key>',
    'ipv6 ospf6 authentication key-id # hash-algo * key <key>',
  ],
}

/** Files of a Linux host: Net-SNMP, WireGuard, wpa_supplicant, shadow, chrony and others. Source: their manuals. */
export const linux: RuleData = {
  blocks: 'indent',
  keep: [
    'publickey',
    'passwordauthentication|permitemptypasswords|pubkeyauthentication',
    '^password required|requisite|sufficient|optional|include|substack',
    '^passwd:|#password|#passwordauthentication',
    'ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp256',
  ],
  hide: [
    'rocommunity|rwcommunity|rocommunity6|rwcommunity6|trapcommunity <community>',
    'com2sec|com2sec6 -cn * * * <community>',
    'com2sec|com2sec6 * * <community>',
    'trapsink|trap2sink|informsink * <community>',
    'authcommunity * <community>',
    'createuser [-e *] * md5|sha|sha-* <snmp> des|aes|aes-* <snmp>',
    'createuser [-e *] * md5|sha|sha-* <snmp>',
    'usmuser # # * * * * * <snmp> * <snmp>',
    'defauthpassphrase|defprivpassphrase|defpassphrase|defcommunity <snmp>',
    'privatekey = <private-key>',
    'presharedkey = <psk>',
    'privatekey=<private-key>',
    'presharedkey=<psk>',
    'psk|wpa_passphrase|wpa_psk|sae_password|wep_key0=<psk>',
    'password|passwd|private_key_passwd=<password>',
    'psk|wpa_passphrase|wpa_psk = <psk>',
    'wpa-psk|wireless-key|wireless-key1|wireless-key2|wireless-key3|wireless-key4 <psk>',
    'wpa-password|wpa-private-key-passwd <password>',
    ': psk|xauth|eap <psk>',
    'auth_pass|requirepass|masterauth|bindpw|rootpw|rootbinddn_pw <password>',
    'machine * login * password <password>',
    '^# m|md5|sha1|sha256|sha384|sha512|aes128|aes256 <key>',
  ],
}

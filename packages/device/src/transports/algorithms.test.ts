import { describe, expect, it } from 'vitest'
import { explainMismatch, offerFor, PROFILES, type PeerOffer } from './algorithms.ts'

const old: PeerOffer = {
  kex: ['diffie-hellman-group1-sha1'],
  serverHostKey: ['ssh-rsa'],
  cipher: ['3des-cbc'],
  hmac: ['hmac-md5'],
  strict: false,
}
const current: PeerOffer = { ...PROFILES.modern, strict: true }

describe('algorithm profiles', () => {
  it('explain what both sides offer and which profile would work', () => {
    expect(explainMismatch('r1:22', 'modern', current)).toBeUndefined()
    expect(explainMismatch('r1:22', 'modern', old)).toMatchObject({
      hint: 'choose the algorithm profile "legacy" for this device',
      message: expect.stringMatching(
        /no common key exchange with r1:22: it offers diffie-hellman-group1-sha1; .*curve25519-sha256/,
      ),
    })
    expect(explainMismatch('r1:22', 'compatible', { ...current, serverHostKey: ['ssh-dss'] })).toMatchObject({
      hint: 'no algorithm profile works with this device',
    })
  })

  it('take chacha20-poly1305 only with strict key exchange', () => {
    const chacha = { ...current, cipher: ['chacha20-poly1305@openssh.com'] }
    expect(explainMismatch('r1:22', 'modern', chacha)).toBeUndefined()
    expect(explainMismatch('r1:22', 'modern', { ...chacha, strict: false })).toMatchObject({
      message: expect.stringContaining('no common cipher'),
    })
  })

  it('need no MAC with an authenticated cipher', () => {
    expect(
      explainMismatch('r1:22', 'modern', { ...current, cipher: ['aes256-gcm@openssh.com'], hmac: ['hmac-md5'] }),
    ).toBeUndefined()
  })

  it('never offer ssh-dss, and SHA-1 keys only below modern', () => {
    expect(Object.values(PROFILES).flatMap(({ serverHostKey }) => serverHostKey)).not.toContain('ssh-dss')
    expect(PROFILES.modern.serverHostKey).not.toContain('ssh-rsa')
  })

  it('ask first for the kind of key that is known', () => {
    expect(offerFor('modern', ['ssh-rsa']).serverHostKey.slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256'])
    expect(offerFor('modern', ['ecdsa-sha2-nistp256']).serverHostKey[0]).toBe('ecdsa-sha2-nistp256')
    expect(offerFor('modern', []).serverHostKey[0]).toBe('ssh-ed25519')
  })
})

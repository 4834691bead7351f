/** The devices, what opens them, and what is to be done with them. */
import type { Generated } from 'kysely'
import type { At, Json, JsonOrNull } from './columns.ts'

export interface TagsTable {
  id: string
  name: string
  created_at: At
}

export interface DevicesTable {
  id: string
  hostname: string
  /** Lower-case hostname: two names that differ in case only would collide in the archive. */
  hostname_folded: string
  title: string | null
  address: string
  port: number
  transport: 'ssh' | 'telnet' | 'http'
  platform: string
  algorithms: 'modern' | 'compatible' | 'legacy'
  enabled: Generated<boolean>
  facts: JsonOrNull<Record<string, string | null>>
  facts_at: Date | null
  /** The device through which this one is reached by SSH. */
  via_id: string | null
  /** Set while an offered host key waits for an admin. */
  held_reason: string | null
  version: Generated<number>
  created_at: At
  updated_at: At
}

export interface DeviceTagsTable {
  device_id: string
  tag_id: string
}

export interface HostKeysTable {
  device_id: string
  /** What the key belongs to: `[address]:port`. */
  endpoint: string
  state: 'pinned' | 'offered'
  algorithm: string
  /** Base64 of the key blob. */
  public_key: string
  /** `SHA256:…` as OpenSSH prints it. */
  fingerprint: string
  run_id: string | null
  created_at: At
}

export interface DataKeysTable {
  id: string
  purpose: 'credential' | 'token' | 'escrow' | 'fingerprint'
  /** The device of an escrow key; null for keys of the whole installation. */
  device_id: string | null
  kek_version: number
  wrapped: string
  retired_at: Date | null
  created_at: At
}

export interface CredentialsTable {
  id: string
  name: string
  username: string
  /** base64 of nonce ‖ ciphertext ‖ tag. */
  password_sealed: string | null
  enable_sealed: string | null
  private_key_sealed: string | null
  passphrase_sealed: string | null
  data_key_id: string
  priority: Generated<number>
  /** Refusals since the last success, on whatever device. */
  refused_in_a_row: Generated<number>
  created_at: At
  updated_at: At
  version: Generated<number>
}

export interface CredentialTagsTable {
  credential_id: string
  tag_id: string
}

/** What a credential did on a device: chooses the next one to try. */
export interface CredentialUsesTable {
  credential_id: string
  device_id: string
  succeeded: Generated<number>
  refused: Generated<number>
  /** Refusals since the last success. */
  refused_in_a_row: Generated<number>
  last_used_at: At
}

export type JobSchedule =
  | { kind: 'manual' }
  | { kind: 'interval'; every_s: number }
  | { kind: 'cron'; expression: string; time_zone: string }

export interface JobsTable {
  id: string
  name: string
  type: string
  params: Json
  schedule: Json<JobSchedule>
  /** All devices of these tags and these devices; none of both = every device that the owner sees. */
  all_devices: Generated<boolean>
  max_parallel: number | null
  enabled: Generated<boolean>
  owner_id: string | null
  owner_name: string
  next_fire_at: Date | null
  version: Generated<number>
  created_at: At
  updated_at: At
}

export interface JobDevicesTable {
  job_id: string
  device_id: string
}

export interface JobTagsTable {
  job_id: string
  tag_id: string
}

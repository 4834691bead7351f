import { sql } from 'kysely'

/** The devices, what opens them, and what is to be done with them. */
export const inventory = [
  sql`create table tags (
    id uuid primary key,
    name text not null unique,
    created_at timestamptz(3) not null default now()
  )`,

  sql`create table devices (
    id uuid primary key,
    hostname text not null,
    hostname_folded text not null constraint devices_hostname unique,
    title text,
    address text not null,
    port integer not null check (port between 1 and 65535),
    transport text not null check (transport in ('ssh', 'telnet', 'http')),
    platform text not null,
    algorithms text not null check (algorithms in ('modern', 'compatible', 'legacy')),
    enabled boolean not null default true,
    facts jsonb,
    facts_at timestamptz(3),
    held_reason text,
    version integer not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()
  )`,

  sql`create table device_tags (
    device_id uuid not null references devices on delete cascade,
    tag_id uuid not null references tags on delete cascade,
    primary key (device_id, tag_id)
  )`,
  sql`create index device_tags_tag on device_tags (tag_id)`,

  sql`create table host_keys (
    device_id uuid not null references devices on delete cascade,
    endpoint text not null,
    state text not null check (state in ('pinned', 'offered')),
    algorithm text not null,
    public_key text not null,
    fingerprint text not null,
    run_id uuid,
    created_at timestamptz(3) not null default now(),
    primary key (device_id, endpoint, state)
  )`,

  sql`create table data_keys (
    id uuid primary key,
    purpose text not null check (purpose in ('credential', 'token', 'escrow', 'fingerprint')),
    device_id uuid,
    kek_version integer not null,
    wrapped text not null,
    retired_at timestamptz(3),
    created_at timestamptz(3) not null default now(),
    check ((purpose = 'escrow') = (device_id is not null))
  )`,
  // One key in use for each purpose and device: of two that make the first one at once, one wins.
  sql`create unique index data_keys_current on data_keys
    (purpose, coalesce(device_id, '00000000-0000-0000-0000-000000000000')) where retired_at is null`,

  sql`create table credentials (
    id uuid primary key,
    name text not null constraint credentials_name unique,
    username text not null,
    password_sealed text,
    enable_sealed text,
    data_key_id uuid not null references data_keys,
    priority integer not null default 100,
    refused_in_a_row integer not null default 0,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    version integer not null default 1
  )`,

  sql`create table credential_tags (
    credential_id uuid not null references credentials on delete cascade,
    tag_id uuid not null references tags on delete cascade,
    primary key (credential_id, tag_id)
  )`,

  sql`create table credential_uses (
    credential_id uuid not null references credentials on delete cascade,
    device_id uuid not null references devices on delete cascade,
    succeeded integer not null default 0,
    refused integer not null default 0,
    refused_in_a_row integer not null default 0,
    last_used_at timestamptz(3) not null default now(),
    primary key (credential_id, device_id)
  )`,

  sql`create table jobs (
    id uuid primary key,
    name text not null constraint jobs_name unique,
    type text not null,
    params jsonb not null,
    schedule jsonb not null,
    all_devices boolean not null default false,
    max_parallel integer check (max_parallel > 0),
    enabled boolean not null default true,
    owner_id uuid references users on delete set null,
    owner_name text not null,
    next_fire_at timestamptz(3),
    version integer not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()
  )`,
  sql`create index jobs_due on jobs (next_fire_at) where enabled and next_fire_at is not null`,

  sql`create table job_devices (
    job_id uuid not null references jobs on delete cascade,
    device_id uuid not null references devices on delete cascade,
    primary key (job_id, device_id)
  )`,

  sql`create table job_tags (
    job_id uuid not null references jobs on delete cascade,
    tag_id uuid not null references tags on delete cascade,
    primary key (job_id, tag_id)
  )`,
]

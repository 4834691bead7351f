import { sql } from 'kysely'

/** What the visits brought home. Compressed and encrypted columns are stored as they are ("external"): PostgreSQL would
 *  try in vain to compress them once more, at a fifth of the cost of the whole write. */
export const archive = [
  sql`create table blobs (
    sha256 text primary key check (length(sha256) = 64),
    bytes integer not null,
    content bytea not null,
    created_at timestamptz(3) not null default now()
  )`,
  sql`alter table blobs alter column content set storage external`,

  sql`create table snapshots (
    id uuid primary key,
    device_id uuid not null,
    artifact text not null,
    blob_sha256 text not null references blobs,
    content_hash text not null,
    previous_id uuid,
    target_id uuid not null,
    run_id uuid not null,
    lines_added integer not null,
    lines_removed integer not null,
    command text not null,
    proven_by text not null,
    flags jsonb not null,
    captured_at timestamptz(3) not null,
    verified_at timestamptz(3) not null,
    created_at timestamptz(3) not null default now()
  )`,
  sql`create index snapshots_device on snapshots (device_id, artifact, created_at, id)`,
  sql`create index snapshots_run on snapshots (run_id)`,

  sql`create table escrows (
    snapshot_id uuid not null references snapshots on delete cascade,
    kind text not null check (kind in ('first', 'newest')),
    device_id uuid not null,
    data_key_id uuid not null references data_keys,
    raw_mark text not null,
    raw_bytes integer not null,
    sealed bytea not null,
    captured_at timestamptz(3) not null,
    primary key (snapshot_id, kind)
  )`,
  sql`alter table escrows alter column sealed set storage external`,

  sql`create table quarantine (
    id uuid primary key,
    device_id uuid not null,
    target_id uuid not null,
    run_id uuid not null,
    artifact text not null,
    reason text not null,
    error_code text not null,
    data_key_id uuid not null references data_keys,
    raw_bytes integer not null,
    sealed bytea not null,
    created_at timestamptz(3) not null default now()
  )`,
  sql`alter table quarantine alter column sealed set storage external`,

  // Everything in a commit is in its row, and the row outlives the snapshot: a rebuild gives the same commit ids.
  sql`create table publications (
    id uuid primary key,
    number integer constraint publications_number unique,
    kind text not null check (kind in ('snapshot', 'rename', 'remove')),
    device_id uuid not null,
    snapshot_id uuid unique,
    hostname text not null,
    old_hostname text,
    artifact text,
    blob_sha256 text references blobs,
    author_name text not null,
    message text not null,
    committed_at timestamptz(0) not null,
    commit_id text,
    published_at timestamptz(3),
    created_at timestamptz(3) not null default now(),
    check ((kind = 'snapshot') = (blob_sha256 is not null))
  )`,
  sql`create index publications_unnumbered on publications (created_at, id) where number is null`,
  sql`create index publications_unpublished on publications (number) where commit_id is null`,
]

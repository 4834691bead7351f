import { sql } from 'kysely'

/** What happened: these rows outlive the devices and jobs that they name. */
export const runs = [
  sql`create table runs (
    id uuid primary key,
    job_id uuid references jobs on delete set null,
    job_name text not null,
    type text not null,
    params jsonb not null,
    device_ids jsonb,
    due_at timestamptz(3),
    trigger text not null check (trigger in ('manual', 'schedule')),
    requested_by text not null,
    author_name text,
    max_parallel integer not null check (max_parallel > 0),
    status text not null check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'COMPLETED_WITH_FAILURES',
      'COMPLETED_NO_DEVICES', 'FAILED', 'CANCELLED')),
    planned boolean not null default false,
    cancel_requested boolean not null default false,
    targets_total integer not null default 0,
    targets_succeeded integer not null default 0,
    targets_failed integer not null default 0,
    targets_skipped integer not null default 0,
    correlation_id text not null,
    ticketed_at timestamptz(3) not null default now(),
    created_at timestamptz(3) not null default now(),
    started_at timestamptz(3),
    ended_at timestamptz(3)
  )`,
  // A schedule fires once for a moment, however many schedulers there are.
  sql`create unique index runs_due on runs (job_id, due_at)`,
  sql`create index runs_open on runs (id) where ended_at is null`,

  sql`create table targets (
    id uuid primary key,
    run_id uuid not null references runs on delete cascade,
    device_id uuid not null,
    hostname text not null,
    status text not null check (status in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED', 'UNKNOWN')),
    attempt integer not null default 0,
    lost integer not null default 0,
    worker text,
    lease_until timestamptz(3),
    ticketed_at timestamptz(3),
    error_code text,
    error_message text,
    error_details jsonb,
    snapshot_id uuid,
    outcome text check (outcome in ('new', 'changed', 'unchanged')),
    created_at timestamptz(3) not null default now(),
    started_at timestamptz(3),
    ended_at timestamptz(3),
    constraint targets_run_device unique (run_id, device_id)
  )`,
  // One session for each device at a time, by whatever worker.
  sql`create unique index targets_running on targets (device_id) where status = 'RUNNING'`,
  sql`create index targets_open on targets (ticketed_at) where status in ('QUEUED', 'RUNNING')`,

  sql`create table logs (
    id uuid primary key,
    at timestamptz(3) not null,
    level text not null check (level in ('DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL')),
    category text not null check (category in ('connection', 'session', 'execution', 'result', 'security', 'system')),
    message text not null,
    job_id uuid,
    run_id uuid,
    target_id uuid,
    device_id uuid,
    correlation_id text,
    details jsonb
  )`,
  sql`create index logs_run on logs (run_id, id)`,
  sql`create index logs_device on logs (device_id, id)`,

  sql`create table outbox (
    id uuid primary key,
    type text not null,
    payload jsonb not null,
    correlation_id text not null,
    created_at timestamptz(3) not null default now(),
    delivered_at timestamptz(3)
  )`,
  sql`create index outbox_pending on outbox (id) where delivered_at is null`,
]

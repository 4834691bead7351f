import { sql } from 'kysely'

/** Who uses the program, what it was told, and the record of both. */
export const people = [
  sql`create table users (
    id uuid primary key,
    name text not null,
    password_hash text not null,
    role text not null check (role in ('admin', 'operator', 'viewer')),
    disabled boolean not null default false,
    tokens_valid_from timestamptz(3) not null default now(),
    created_at timestamptz(3) not null default now()
  )`,
  sql`create unique index users_name on users (lower(name))`,

  sql`create table refresh_tokens (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    family uuid not null,
    token_hash text not null unique,
    expires_at timestamptz(3) not null,
    used_at timestamptz(3),
    revoked_at timestamptz(3)
  )`,
  sql`create index refresh_tokens_family on refresh_tokens (family)`,

  sql`create table setup_tokens (
    token_hash text primary key,
    expires_at timestamptz(3) not null
  )`,

  sql`create table audits (
    id uuid primary key,
    at timestamptz(3) not null default clock_timestamp(),
    actor text not null,
    action text not null,
    object_type text not null,
    object_id text,
    details jsonb,
    correlation_id text
  )`,

  sql`create table settings (
    key text primary key,
    value jsonb not null,
    updated_by text not null,
    updated_at timestamptz(3) not null default now()
  )`,

  sql`create table idempotency (
    key text not null,
    caller text not null,
    request_hash text not null,
    status integer not null,
    body text not null,
    created_at timestamptz(3) not null default now(),
    primary key (caller, key)
  )`,
]

# Sourced by .ci/run: PostgreSQL and Redis for the tests, on loopback, each with a folder, a port and a password of its
# own. Sets NETRAVEN_TEST_DATABASE_URL and NETRAVEN_TEST_REDIS_URL. Nothing that runs on the machine is touched.

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

new_password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then
    setpriv --reuid postgres --regid postgres --init-groups env HOME="$work/postgres" "$@"
  else
    "$@"
  fi
}

start_postgres() {
  local password port
  postgres_bin=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1)")
  password=$(new_password)
  port=$(free_port)
  mkdir "$work/postgres"
  printf '%s' "$password" > "$work/postgres/password"
  ((EUID != 0)) || chown -R postgres: "$work/postgres"
  as_postgres "$postgres_bin/initdb" --pgdata="$work/postgres/data" --username=netraven --pwfile="$work/postgres/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync > "$work/postgres/initdb.log"
  # No test pulls the plug, so the disk need not be waited for.
  as_postgres "$postgres_bin/pg_ctl" --pgdata="$work/postgres/data" --log="$work/postgres/log" --silent --wait \
    --options="-p $port -h 127.0.0.1 -k '' -c fsync=off -c max_connections=300" start
  export NETRAVEN_TEST_DATABASE_URL="postgres://netraven:$password@127.0.0.1:$port/postgres"
}

start_redis() {
  local password port
  password=$(new_password)
  port=$(free_port)
  mkdir "$work/redis"
  redis-server - > "$work/redis/log" 2>&1 << CONFIG &
bind 127.0.0.1
port $port
requirepass $password
dir $work/redis
save ""
CONFIG
  redis_pid=$!
  for _ in $(seq 100); do
    REDISCLI_AUTH=$password redis-cli -p "$port" ping > "$work/redis/ping" 2>&1 && break
    kill -0 "$redis_pid" || { cat "$work/redis/log" >&2; return 1; }
    sleep 0.1
  done
  grep -q PONG "$work/redis/ping"
  export NETRAVEN_TEST_REDIS_URL="redis://default:$password@127.0.0.1:$port"
}

stop_services() {
  [[ -z ${redis_pid:-} ]] || kill "$redis_pid" 2> /dev/null || true
  [[ ! -e $work/postgres/data/postmaster.pid ]] ||
    as_postgres "$postgres_bin/pg_ctl" --pgdata="$work/postgres/data" --silent --mode=fast stop || true
}

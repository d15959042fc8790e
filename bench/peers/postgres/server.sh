#!/usr/bin/env bash
# A PostgreSQL of its own in DIR, reached through a socket in DIR alone; one worker, no logging of writes.
#   server.sh load DIR      starts it, loads DIR/rows.tsv and DIR/questions.tsv, stops it
#   server.sh serve DIR     starts it, answers numbers of questions, stops it when they end
#   server.sh explain DIR   starts it, prints the plan and cost of question 1's first step, stops it
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
action=$1
dir=$(cd "$2" && pwd)
bin=/usr/lib/postgresql/15/bin
data=$dir/postgres

as_owner() {  # PostgreSQL refuses to run as root
  if [[ $(id -u) == 0 ]]; then runuser -u postgres -- "$@" </dev/null; else "$@" </dev/null; fi
}
sql() { psql -X -q -v ON_ERROR_STOP=1 -h "$data" -U peers -d postgres "$@"; }
stop() { as_owner "$bin/pg_ctl" -D "$data/cluster" -m fast -w stop >/dev/null || true; }

if [[ $action == load ]]; then
  rm -rf "$data"
  mkdir "$data"
  [[ $(id -u) != 0 ]] || chown postgres "$data"
  as_owner "$bin/initdb" -D "$data/cluster" -U peers --auth=trust --no-sync >/dev/null
fi
as_owner "$bin/pg_ctl" -D "$data/cluster" -w -l "$data/log" -o "-c listen_addresses= -c unix_socket_directories='$data' \
  -c shared_buffers=4GB -c work_mem=256MB -c maintenance_work_mem=2GB -c effective_cache_size=12GB -c random_page_cost=1.1 \
  -c jit=off -c max_parallel_workers_per_gather=0 -c max_parallel_maintenance_workers=0 \
  -c fsync=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=8GB -c autovacuum=off" start >/dev/null
trap stop EXIT
[[ $action == load ]] || sql -f "$here/search.sql" >/dev/null
case $action in
  load)
    sql -f "$here/tables.sql"
    sql -c "COPY loaded FROM STDIN" <"$dir/rows.tsv"
    sql -c "COPY question FROM STDIN" <"$dir/questions.tsv"
    sql -f "$here/indexes.sql"
    ;;
  serve) sed -u 's/.*/SELECT ask(&);/' | sql -At ;;
  explain) sql -At <<'SQL'
SELECT 'EXPLAIN (ANALYZE, BUFFERS) ' || best_sql(q, q.trades[array_position(q.tiers, 0):array_position(q.tiers, 0)], q.reach, '{}')
FROM question q WHERE number = 1 \gexec
SQL
  ;;
  *) echo "server.sh: load, serve or explain" >&2; exit 2 ;;
esac

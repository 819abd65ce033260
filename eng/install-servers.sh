#!/usr/bin/env bash
# Installs the servers that tests/StatelessAnalyzers.ScaleOut and Behavior start: Redis, PostgreSQL, MariaDB and nginx from Debian, fauxqs (S3, SQS)
# and dynalite (DynamoDB) from npm. Takes a second where all of it is there.
# usage: eng/install-servers.sh [folder for the npm packages; the tests look for it in STATELESS_SERVERS]
set -euo pipefail
cd "$(dirname "$0")"
folder=${1:-${STATELESS_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/stateless-analyzers/servers}}
root=(); [ "$(id -u)" -eq 0 ] || root=(sudo)

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
command -v npm >/dev/null || missing+=(npm)
[ -x /usr/sbin/nginx ] || missing+=(nginx-light)
[ -x /usr/sbin/mariadbd ] || missing+=(mariadb-server)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  "${root[@]}" apt-get update -qq
  # In run level 1 no service is started: the tests start their own.
  "${root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# The versions stand in servers/package.json; fauxqs wants a newer Node.js than Debian has, which comes with them.
mkdir -p "$folder"
if ! cmp -s servers/package.json "$folder/package.json" || [ ! -x "$folder/node_modules/.bin/fauxqs" ] || [ ! -e "$folder/node_modules/.bin/node" ]; then
  cp servers/package.json "$folder/package.json"
  npm install --prefix "$folder" --no-audit --no-fund --loglevel=error || { rm -f "$folder/package.json"; exit 1; }
fi
echo "The servers are installed; those of npm are in $folder."

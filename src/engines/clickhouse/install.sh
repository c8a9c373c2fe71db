#!/bin/sh
# Puts ClickHouse's engine where its tests look for it. Without npm it says so, and the tests are
# skipped; on a build server that is an error.
#
#   install.sh FOLDER
set -eu
from=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "The tests against ClickHouse are skipped: they need node 18 or newer, and npm." >&2
  [ -z "${CI:-}" ] || exit 1
  exit 0
fi
mkdir -p "$1"
cp "$from/package.json" "$from/package-lock.json" "$from/server.mjs" "$1"
cd "$1"
# The engine is in packages of its own, which need nothing to be built.
npm install --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null

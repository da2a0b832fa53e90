#!/bin/sh
# Installs the judges once, also when several test runs ask at the same time.
set -eu
cd "$(dirname "$0")"
exec 9>.lock
flock 9
cmp -s package-lock.json node_modules/.scout-lock && exit 0
npm ci --ignore-scripts --no-audit --no-fund >&2
cp package-lock.json node_modules/.scout-lock

#!/usr/bin/env bash
# Changes the core in many small ways and shows which changes no test notices.
#   eng/mutate.sh --mutate 'Alerts/**/*.cs'        a part of it; other options of dotnet-stryker pass through
set -euo pipefail
cd "$(dirname "$0")/../tests/Scout.Core.Tests"

dotnet tool restore >/dev/null
exec dotnet stryker --project Scout.Core.csproj --test-runner mtp --concurrency "${CONCURRENCY:-1}" "$@"

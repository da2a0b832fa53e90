#!/usr/bin/env bash
# Everything but the tests: formatting, a restore that follows the lock files, a build without a warning.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet tool restore
dotnet csharpier check .
dotnet restore --locked-mode
dotnet build --no-restore --configuration "${CONFIGURATION:-Release}"

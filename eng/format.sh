#!/usr/bin/env bash
# Lays out every file as the build expects it.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet tool restore >/dev/null
dotnet csharpier format .

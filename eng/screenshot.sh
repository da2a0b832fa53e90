#!/usr/bin/env bash
# Makes docs/screenshot.png: the status page on a desk and the telephones on a phone, while the demo rings.
#   eng/screenshot.sh [light|dark]
# Needs chromium (apt-get install chromium) and curl.
set -euo pipefail
cd "$(dirname "$0")/.."

theme=${1:-light}
port=${PORT:-5199}
site="http://127.0.0.1:$port"
work=$(mktemp -d)
server=

finish() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

shoot() { # url width height file
    local scheme=1
    [[ $theme == dark ]] && scheme=0
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-prefers-reduced-motion \
        --user-data-dir="$work/browser" --blink-settings="preferredColorScheme=$scheme" \
        --window-size="$2,$3" --screenshot="$4" "$1" >/dev/null 2>&1
}

dotnet build src/Scout.Server --configuration Release --verbosity quiet
program=$PWD/artifacts/bin/Scout.Server/release/scout.dll
(cd "$work" && exec env ASPNETCORE_URLS="$site" dotnet "$program" demo >"$work/log" 2>&1) &
server=$!

for _ in $(seq 120); do
    if curl -sf "$site/api/sandbox/phones" | grep -q '"state":"ringing"'; then
        break
    fi
    sleep 1
done

shoot "$site/" 1000 1060 "$work/status.png"
shoot "$site/phones" 500 1060 "$work/phones.png"
cat >"$work/both.html" <<'HTML'
<!doctype html><style>
body{margin:0;display:flex;gap:2px;background:#8a97a5}
img{display:block}
</style><img src="status.png"><img src="phones.png">
HTML
mkdir -p docs
shoot "file://$work/both.html" 1502 1060 "$PWD/docs/screenshot.png"
echo "docs/screenshot.png"

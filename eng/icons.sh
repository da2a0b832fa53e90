#!/usr/bin/env bash
# Makes the PNG icons of the installed page from wwwroot/icon.svg, our own drawing. Needs chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD/src/Scout.Server/wwwroot
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$root/icons"

# $1 file, $2 pixels, $3 how much of the picture the drawing takes: systems cut round shapes out of maskable icons.
icon() {
    local inner=$(($2 * $3 / 100)) svg
    svg=$(<"$root/icon.svg")
    [[ $3 == 100 ]] || svg=${svg/rx=\"15\"/} # the ground goes to the edge
    printf '<!doctype html><style>body{margin:0;background:%s}svg{position:absolute;inset:0;margin:auto;width:%dpx;height:%dpx}</style>%s' \
        "$([[ $3 == 100 ]] && echo transparent || echo '#0b5563')" "$inner" "$inner" "$svg" >"$work/icon.html"
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --default-background-color=00000000 \
        --user-data-dir="$work/browser" --window-size="$2,$2" --screenshot="$root/icons/$1" "file://$work/icon.html" \
        >/dev/null 2>&1
}

icon icon-192.png 192 100
icon icon-512.png 512 100
icon maskable-512.png 512 80
icon apple-touch-icon.png 180 88
ls -l "$root/icons"

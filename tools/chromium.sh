#!/bin/sh
# Makes sure that a Chromium is there for the browser tests, with fonts for Chinese.
# Uses one that is installed; else asks the system's package manager; else says what to install.
set -eu

find_chromium() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    [ -x "$mac" ] && echo "$mac"
}

have_cjk_fonts() {
    command -v fc-list >/dev/null 2>&1 && fc-list ':lang=zh' 2>/dev/null | grep -q .
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if find_chromium >/dev/null && { have_cjk_fonts || [ "$(uname)" = Darwin ]; }; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium and Chinese fonts with apt-get"
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null
elif command -v brew >/dev/null 2>&1; then
    echo "Installing Chromium with brew"
    brew install --cask chromium
fi
find_chromium >/dev/null || {
    echo "No Chromium found: install chromium or google-chrome, or set CHROMIUM to its path, and run this again." >&2
    exit 1
}

#!/bin/sh
# Makes sure that a Chromium is there for the browser tests, with fonts for Chinese and what drives it.
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

# Playwright drives the browser with a Node of its own, which wants libatomic where a system is minimal.
driver_runs() {
    for node in .venv/lib/python3*/site-packages/playwright/driver/node; do
        [ ! -x "$node" ] || "$node" --version >/dev/null 2>&1 || return 1
    done
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if find_chromium >/dev/null && driver_runs && { have_cjk_fonts || [ "$(uname)" = Darwin ]; }; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium and Chinese fonts with apt-get"
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq chromium fonts-noto-cjk fontconfig libatomic1 >/dev/null
elif command -v brew >/dev/null 2>&1; then
    echo "Installing Chromium with brew"
    brew install --cask chromium
fi
find_chromium >/dev/null || {
    echo "No Chromium found: install chromium or google-chrome, or set CHROMIUM to its path, and run this again." >&2
    exit 1
}
driver_runs || {
    echo "Playwright's driver does not start: install the C library libatomic, and run this again." >&2
    exit 1
}

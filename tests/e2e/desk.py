"""PosPin on this machine for a person to try: gateway, console on the screen, a kiosk's address.

The data is kept in ``var/demo`` so that the next start goes on where this one ended.
"""

import asyncio
import json
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path("var/demo")
GATEWAY: Final = [sys.executable, "-m", "gateway"]
#: A browser on this machine counts these as secure, so that it asks no certificate question.
KIOSK: Final = "http://127.0.0.1:8480/"
READY_S: Final = 30.0


def main() -> int:
    """Run until the console is closed; the exit code."""
    try:
        return asyncio.run(_run())
    except KeyboardInterrupt:
        return 0
    except subprocess.CalledProcessError as error:
        print((error.stderr or "").strip(), file=sys.stderr)
        return 1


async def _run() -> int:
    seed = _cli("seed", "demo")
    gateway = await asyncio.create_subprocess_exec(
        *GATEWAY, "serve", "--data", str(FOLDER), "--host", "127.0.0.1", "--loopback"
    )
    try:
        await _until_ready(gateway)
        return await _open_console(seed)
    finally:
        if gateway.returncode is None:
            gateway.terminate()
        await gateway.wait()


async def _open_console(seed: dict[str, Any]) -> int:
    devices = {row["name"]: row["id"] for row in seed["devices"]}
    console = FOLDER / "console"
    given = {"user": seed["officers"][0], "password": seed["password"]}
    if not (console / "identity.json").exists():
        found = next(subject for subject in devices.values() if subject.startswith("console:"))
        given["code"] = _cli("console", "code", found)["code"]
    post = next(name for name, subject in devices.items() if subject.startswith("post:"))
    code = _cli("post", "code", devices[post])["code"]
    print(f"\nTablet: buka {KIOSK} dan ketik kode {code} ({post}, berlaku 15 menit)")
    print(f"Petugas: {', '.join(seed['officers'])}; kata sandi {seed['password']}\n", flush=True)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "console", "--gateway", "wss://localhost:8444"),
        *("--ca", str(FOLDER / "tls" / "ca.pem"), "--data", str(console), "--credentials-stdin"),
        stdin=PIPE,
    )
    await process.communicate(json.dumps(given).encode())
    return process.returncode or 0


async def _until_ready(gateway: Process) -> None:
    async with asyncio.timeout(READY_S):
        while True:
            if gateway.returncode is not None:
                raise SystemExit(gateway.returncode)
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", 8480)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return


def _cli(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [*GATEWAY, *arguments, "--data", str(FOLDER), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    sys.exit(main())

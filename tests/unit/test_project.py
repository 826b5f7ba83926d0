"""What holds for the project as a whole: its top level, its pins, and words that must not leak."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[2]

TOP_LEVEL: Final = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "console",
    "gateway",
    "kiosk_web",
    "pyinstaller.spec",
    "pyproject.toml",
    "requirements.txt",
    "resources",
    "tests",
    "widgets",
}

# Folders of one machine, and hosts that packages are fetched from: neither belongs in the project.
# Written so that this file does not find itself.
MACHINE_WORDS: Final = re.compile(
    r"/(?:work|root)/|\b(?:pypi|npmjs|pythonhosted|debian)\.(?:org|com)\b"
)


def tracked() -> list[Path]:
    """The files in the repository that are also in the work tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [file for name in listed.stdout.split("\0") if name and (file := ROOT / name).is_file()]


def wanted() -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def pinned() -> dict[str, str]:
    """What requirements.txt installs: name to version, for pins that carry a hash."""
    text = (ROOT / "requirements.txt").read_text("utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", text, re.M)
    return {canonicalize_name(name): version for name, version in pins}


def test_top_level_is_the_agreed_one() -> None:
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} <= TOP_LEVEL


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in tracked()
        for match in MACHINE_WORDS.finditer(file.read_text("utf-8", errors="ignore"))
    ]
    assert found == []


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_dependency_is_pinned_with_its_hash(requirement: Requirement) -> None:
    version = pinned().get(canonicalize_name(requirement.name))
    assert version is not None
    assert requirement.specifier.contains(version)


def test_every_pin_has_a_hash() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert len(re.findall(r"^[\w.-]+==", text, re.M)) == len(pinned())


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_readme_gives_the_reason_for_a_dependency(requirement: Requirement) -> None:
    assert f"| {requirement.name} |" in (ROOT / "README.md").read_text("utf-8")

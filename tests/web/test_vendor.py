"""What we carry from others is what they published, and it is all there."""

import hashlib
import tomllib
from pathlib import Path

import helhet.web

VENDOR = Path(helhet.web.__file__).parent / "static" / "vendor"
LISTED = {
    name: checksum for checksum, name in (line.split() for line in (VENDOR / "CHECKSUMS").read_text().splitlines())
}


def test_every_file_has_the_checksum_it_was_fetched_with() -> None:
    found = {
        str(file.relative_to(VENDOR)): hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.glob("*/*")
    }

    assert found == LISTED


def test_the_list_of_packages_names_the_same_files_each_with_its_licence() -> None:
    packages = tomllib.loads((VENDOR / "vendor.toml").read_text())["package"]
    named = {
        f"{package['name'].lstrip('@').replace('/', '-')}-{package['version']}/{Path(file).name}"
        for package in packages
        for file in package["files"]
    }

    assert named == set(LISTED)
    assert [("LICENSE" in package["files"], bool(package["licence"])) for package in packages] == [
        (True, True),
        (True, True),
    ]

#!/bin/sh
# Fetch again what static/vendor/vendor.toml names, and check it against static/vendor/CHECKSUMS.
#   sh src/helhet/web/vendor.sh          fetch, check, and replace the files; stops at the first difference
#   sh src/helhet/web/vendor.sh record   fetch and write new checksums (after a change of version)
# Needs npm only for this; nobody needs it to run or test Helhet, since the files are committed.
set -eu

vendor=$(cd "$(dirname "$0")" && pwd)/static/vendor
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
mkdir "$fetched/new"

# One line per file: package, version, path inside the package.
listed() {
    awk -F'"' '/^name/ {n=$2} /^version/ {v=$2} /^files/ {for (i=2; i<=NF; i+=2) print n, v, $i}' \
        "$vendor/vendor.toml"
}

# "@digdir/designsystemet-css" 1.22.0 -> digdir-designsystemet-css-1.22.0
folder() { printf '%s-%s' "$(printf %s "$1" | tr -d @ | tr / -)" "$2"; }

listed | cut -d' ' -f1,2 | sort -u | while read -r name version; do
    here=$(folder "$name" "$version")
    mkdir "$fetched/$here" "$fetched/new/$here"
    (cd "$fetched/$here" && npm pack --silent "$name@$version" >/dev/null && tar -xzf ./*.tgz)
done

listed | while read -r name version file; do
    here=$(folder "$name" "$version")
    cp "$fetched/$here/package/$file" "$fetched/new/$here/$(basename "$file")"
done

cd "$fetched/new"
if [ "${1:-}" = record ]; then
    find . -type f | sed 's|^\./||' | LC_ALL=C sort | xargs sha256sum >"$vendor/CHECKSUMS"
fi
sha256sum --check --quiet "$vendor/CHECKSUMS"

find "$vendor" -mindepth 1 -maxdepth 1 -type d -exec rm -r {} +
cp -R . "$vendor"
chmod -R u=rwX,go=rX "$vendor"
echo "static/vendor holds what CHECKSUMS says"

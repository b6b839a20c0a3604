#!/bin/sh
# Make static/web/inter-near.woff2 anew: of Inter's extended Latin, only the letters in names people have here (Sámi,
# Polish, Turkish, Baltic, Romanian, Azerbaijani …). A page with such a name then fetches 16 kB and not 85.
#   sh src/helhet/web/letters.sh         after a change of Inter's version; the letters are those of site.css
# Needs fonttools and brotli only for this; nobody needs them to run or test Helhet, since the file is committed.
set -eu

static=$(cd "$(dirname "$0")" && pwd)/static
pyftsubset "$static"/vendor/fontsource-variable-inter-*/inter-latin-ext-wght-normal.woff2 \
    --unicodes="U+0100-017F,U+018F,U+01E4-01EF,U+0218-021B,U+0259,U+0292" --layout-features='*' \
    --flavor=woff2 --output-file="$static/web/inter-near.woff2"

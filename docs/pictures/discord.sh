#!/bin/sh
# Makes docs/pictures/discord-*.png from real answers. Needs Maven, a JDK and headless Chromium.
set -e
cd "$(dirname "$0")/../.."
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
mvn -q -B -Pbench test-compile dependency:build-classpath -Dmdep.outputFile="$pages/classpath"
java -Djava.awt.headless=true -cp "target/test-classes:target/classes:$(cat "$pages/classpath")" \
  hangup.chat.discord.DiscordPictures "$pages"
for page in "$pages"/discord-*.html; do
  name=$(basename "$page" .html)
  # Once for the height, once for the picture.
  height=$(chromium --headless --no-sandbox --disable-gpu --dump-dom --virtual-time-budget=1000 \
    "file://$page" 2>/dev/null | sed -n 's/.*data-height="\([0-9]*\)".*/\1/p' | head -1)
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1.25 \
    --window-size=780,"${height:-1600}" --screenshot="docs/pictures/$name.png" "file://$page" \
    >/dev/null 2>&1
  echo "docs/pictures/$name.png"
done

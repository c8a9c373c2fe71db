#!/bin/sh
# Makes docs/pictures/telegram-light.png and telegram-dark.png from what the bot really sends.
# Needs Maven, a JDK and Chromium with the fonts Inter, Noto Sans CJK and Noto Color Emoji
# (Debian: chromium fonts-inter fonts-noto-cjk fonts-noto-color-emoji).
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q ${MAVEN_ARGS:-} test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" \
  -Dmdep.includeScope=test
for theme in light dark; do
  java -Djava.awt.headless=true -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
    hangup.chat.telegram.TelegramPictures "$work/page.html" "$theme"
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1.5 \
    --window-size=1240,980 --screenshot="docs/pictures/telegram-$theme.png" \
    "file://$work/page.html" 2>/dev/null
done

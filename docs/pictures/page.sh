#!/bin/sh
# Makes docs/pictures/page.png: the local page of a running bot in Chromium.
# Needs Maven, a JDK, Chromium and its driver (Debian: chromium chromium-driver).
set -eu
cd "$(dirname "$0")/../.."
mvn -q ${MAVEN_ARGS:-} test -Dtest='PageTest#canBePictured' \
  "-Dtest.jvm.args=-Dpage.picture=$PWD/docs/pictures"

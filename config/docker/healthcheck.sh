#!/bin/bash
# Ends with 0 while the bot lives. Asks the local port by bash alone: the image has no curl.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${HANGUP_ADMIN_PORT:-9464}"
printf 'GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS= read -r -t 4 status <&3
[[ $status == 'HTTP/1.'?' 200 '* ]]

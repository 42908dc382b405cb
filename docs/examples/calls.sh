#!/usr/bin/env bash
# Every way to call and to be answered, on a running './sluice dev': calls.sh [URL]
# Prints a line for each; ends with 1 at the first answer that is not what it should be.
set -euo pipefail

url=${1:-http://127.0.0.1:8080}
run=$(date +%s%N)
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

order() {
  echo '{"customerId": "acme", "productId": "bananas", "quantity": '"$1"',
    "pickup": {"city": "Oakland", "date": "2030-03-01"},
    "destination": {"city": "Shanghai", "date": "'"${2:-2030-03-30}"'"}}'
}

# ask METHOD PATH [CURL'S OPTIONS]: keeps the answer, its head and its body.
ask() {
  local method=$1 path=$2
  shift 2
  curl -sS -i -X "$method" "$url$path" "$@" >"$answer"
}

place() { ask POST /orders -H 'content-type: application/json' -d "$@"; }

status() { sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' "$answer"; }

header() { tr -d '\r' <"$answer" | sed -n '1,/^$/p' | grep -i "^$1:" | sed 's/^[^:]*: *//' | head -n 1; }

body() { tr -d '\r' <"$answer" | sed '1,/^$/d'; }

# is STATUS WHAT [PATTERN ...]: each pattern stands somewhere in the answer.
is() {
  local wanted=$1 what=$2 pattern
  shift 2
  if [ "$(status)" != "$wanted" ]; then
    printf 'NOT %s %s, but:\n' "$wanted" "$what" && cat "$answer" && exit 1
  fi
  for pattern in "$@"; do
    tr -d '\r' <"$answer" | grep -qi -- "$pattern" ||
      { printf 'NOT %s in %s:\n' "$pattern" "$what" && cat "$answer" && exit 1; }
  done
  printf '%s  %s\n' "$wanted" "$what"
}

echo '== the reply is in time'
place "$(order 3)"
is 201 'the reply, with its own status and headers' '^location: /orders/' '^vary: Prefer' '^server-timing: queue'
order=$(header location)

echo '== the worker rejects'
place "$(order 3 2020-01-01)"
is 422 'a problem' 'application/problem+json' 'before'

echo '== Prefer: respond-async'
place "$(order 4)" -H 'Prefer: respond-async'
is 202 'recorded, and on its way' '^location: /invocations/' '^operation-location: /invocations/' \
  '^retry-after: ' '^preference-applied: respond-async'
invocation=$(header location)
ask GET "$invocation" -H 'Prefer: wait=10'
is 200 'what became of it' '^etag: ' '"state":"succeeded"' '"done":true' '"finished":'
ask GET "$invocation" -H "If-None-Match: $(header etag)"
is 304 'and that it has not changed'
ask GET "$invocation/response"
is 201 'the answer that the caller would have had' '^location: /orders/'

echo '== Prefer: wait'
place "$(order 5)" -H 'Prefer: respond-async, wait=4'
is 201 'answered within the wait' '^preference-applied: wait=4'
ask POST "$order/quote?carriers=3" -H 'Prefer: wait=1'
is 202 'not answered within the wait' '^preference-applied: wait=1' '^location: /invocations/'

echo '== the time is up, and the operation answers 202'
ask POST "$order/quote?carriers=4"
is 202 'nothing is lost' '^location: /invocations/'
invocation=$(header location)
ask GET "$invocation/response"
is 202 'it goes on' '"done":false'
ask GET "$invocation/response" -H 'Prefer: wait=20'
is 200 'the answer, later' '"price":'

echo '== the time is up, and the operation does not'
ask GET "$order/estimate?carriers=9"
is 504 'the outcome is not known' 'reply-timeout'

echo '== Idempotency-Key'
place "$(order 6)" -H "Idempotency-Key: \"$run-a\""
is 201 'the first call'
first=$(body)
place "$(order 6)" -H "Idempotency-Key: $run-a"
is 201 'the same answer again, byte for byte' '^idempotent-replayed: true'
[ "$(body)" = "$first" ] || { echo 'NOT the same bytes' && exit 1; }
place "$(order 7)" -H "Idempotency-Key: \"$run-a\""
is 422 'another request with the key' 'idempotency-key-reused'
place "$(order 7)" -H 'Idempotency-Key: "never ends'
is 400 'what is no key' 'idempotency-key-invalid'
place "$(order 8)" -H "Idempotency-Key: $run-b" -H 'Prefer: respond-async'
is 202 'a first call that is not waited for'
ask GET "$(header location)" -H 'Prefer: wait=10'
place "$(order 8)" -H "Idempotency-Key: $run-b"
is 201 'its answer, to who repeats it' '^idempotent-replayed: true'
ask POST "$order/quote?carriers=1" -H "Idempotency-Key: $run-c" -H 'Prefer: respond-async'
is 202 'a first call that takes its time'
ask POST "$order/quote?carriers=1" -H "Idempotency-Key: $run-c" -H 'Prefer: wait=2'
is 200 'onDuplicate: attach waits for it' '^idempotent-replayed: true' '"price":'

echo '== progress and cancellation'
ask POST "$order/quote?carriers=20" -H 'Prefer: respond-async'
is 202 'work of 20 s'
invocation=$(header location)
curl -s -N --max-time 4 "$url$invocation/events" >"$answer" || true
grep -q '^event: accepted' "$answer" && grep -q '^event: progress' "$answer" && grep -q '"percent":' "$answer" ||
  { echo 'NOT events:' && cat "$answer" && exit 1; }
echo '---  events: accepted, progress'
ask DELETE "$invocation"
is 202 'the wish to cancel' '"cancelRequested":true'
ask GET "$invocation" -H 'Prefer: wait=10'
is 200 'the worker has stopped' '"state":"cancelled"'
ask DELETE "$invocation"
is 409 'what has ended cannot be cancelled' 'invocation-ended'

echo '== nobody else learns of it'
ask GET /invocations/00000000-0000-7000-8000-000000000000
is 404 'an invocation that is none of the caller'"'"'s' 'invocation-not-found'

echo '== what the contract does not allow'
place 'no JSON'
is 400 'not parsable' 'malformed-request'
place "$(order 0)"
is 422 'against the schema' '#/quantity'
ask POST /orders -H 'content-type: text/plain' -d 'hello'
is 415 'another media type'
ask POST /orders -H 'content-type: application/json' -H 'Accept: image/png' -d "$(order 1)"
is 406 'not acceptable'
ask GET /nowhere
is 404 'an unknown path'
ask PATCH /orders
is 405 'a wrong method' '^allow: '
head -c 600000 /dev/zero | tr '\0' ' ' | ask POST /orders -H 'content-type: application/json' --data-binary @-
is 413 'a body that is too large'

echo 'all is as it should be'

#!/bin/sh
# Creates the namespace and the search attributes that Groundskeeper writes. Safe to repeat.
# Needs TEMPORAL_ADDRESS, which the program `temporal` reads by itself, and TEMPORAL_NAMESPACE.
set -eu

patiently() {
    attempts=30
    until "$@"; do
        attempts=$((attempts - 1))
        if [ "$attempts" -le 0 ]; then
            echo "gave up on: $*" >&2
            exit 1
        fi
        sleep 2
    done
}

patiently temporal operator cluster health

# Thirty days: id dedupe and the digest look back that far.
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 720h

# Patiently again: the front end sees a new namespace only some seconds after it was made.
# One by one: of several names in one call, the program creates the first.
for name in GkProject GkRepository GkSubject GkEnvironment GkIncident GkMentioned GkSpecDigest; do
    patiently temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" \
        --type Keyword --name "$name"
done

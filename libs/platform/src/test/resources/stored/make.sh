#!/usr/bin/env bash
# Makes the data folder that StoredFolderTest opens: 'make.sh FILE.tar.xz', from the root of a checkout of the release that is to
# be remembered. A system of its own imports drawn faces, trains a tiny network on them, rolls it out, generates faces, begins an
# upload that nobody finishes, and is stopped. Kept is what outlives a release: Kafka's log, the store's objects with their
# attributes, PostgreSQL's cluster. The secrets are words for this folder alone. Needs curl, jq, GNU tar and xz.
set -euo pipefail

out="$(realpath "${1:?expected the file to write}")"
work="$(mktemp -d)"
export LIKENESS_HOME="$work/home"
data="$work/data"
port=18080
gateway="http://127.0.0.1:$port"
trap './likeness down; rm -rf "$work"' EXIT

mkdir -p "$data"
for key in database.postgres database.gateway database.ingest database.trainer database.registry database.generator \
  store.access-key store.secret-key; do
  case "$key" in
    store.access-key) echo "$key=test" ;;
    *) echo "$key=storedfolder" ;;
  esac
done >"$data/credentials.properties"
chmod 600 "$data/credentials.properties"

# Prints the id in the answer to a request with a JSON body.
post() {
  local answer
  answer="$(curl -sS "$gateway$1" -H 'Content-Type: application/json' -d "$2")"
  jq -re .id <<<"$answer" || { echo "$1 answers $answer" >&2; return 1; }
}

# Waits until a resource has ended as it should.
ended() {
  local status
  for _ in $(seq 600); do
    status="$(curl -sf "$gateway$1" | jq -r .status)"
    case "$status" in
      "$2") return ;;
      rejected | failed | canceled | expired) break ;;
    esac
    sleep 0.2
  done
  echo "$1: expected $2, found $status" >&2
  return 1
}

./likeness up -d --port "$port" --data-dir "$data"
"${JAVA_HOME:?expected a JDK}/bin/java" -cp "$(cat "$LIKENESS_HOME/dist/current")/supervisor/lib/*" io.likeness.synthetic.DrawFaces \
  --count 24 --seed 1 --out "$work/drawn.zip"
upload="$(curl -sf --data-binary "@$work/drawn.zip" -H 'Content-Type: application/octet-stream' \
  "$gateway/v1/uploads?fileName=drawn.zip" | jq -re .id)"
dataset="$(post /v1/datasets "{\"name\":\"drawn\",\"uploadId\":\"$upload\",\"side\":32}")"
ended "/v1/datasets/$dataset" sealed
training="$(post /v1/trainings "{\"datasetId\":\"$dataset\",\"modelName\":\"drawn\",\"epochs\":1,\"seed\":1,
  \"configuration\":{\"latents\":4,\"convolutionChannels\":[2,4]}}")"
ended "/v1/trainings/$training" succeeded
generation="$(post /v1/generations '{"model":"drawn","version":1,"count":4,"seed":1}')"
ended "/v1/generations/$generation" succeeded
# What a writer leaves that dies between two parts; the store's port is the gateway's and seven.
session="http://127.0.0.1:$((port + 7))/likeness-models/left/behind.bin"
signed=(curl -sSf --aws-sigv4 aws:amz:us-east-1:s3 --user test:storedfolder -H x-amz-content-sha256:UNSIGNED-PAYLOAD)
id="$("${signed[@]}" -X POST "$session?uploads=" | grep -o '<UploadId>[^<]*' | cut -d '>' -f 2)"
"${signed[@]}" -H Content-Type:application/octet-stream -T "$work/drawn.zip" "$session?partNumber=1&uploadId=$id"
./likeness down

mkdir "$work/kept"
mv "$data/kafka" "$data/objects" "$work/kept/"
mv "$data/postgresql/data" "$work/kept/postgresql"
rm -rf "$work/kept/postgresql/pg_dynshmem/"*
tar -C "$work/kept" --sort=name --owner=0 --group=0 --numeric-owner --sparse --xattrs --xattrs-include='user.*' \
  -cf - kafka objects postgresql | xz -9e >"$out"
ls -l "$out"

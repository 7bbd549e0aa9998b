# What .ci/run counts and prints: stages with their outcome and time, what was skipped and why, what failed. Sourced.

passed=0
failed=0
skipped=()
failures=()
times=()
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SKIP_REASON="$work/reason" # a stage that ends with 77 was skipped; its reason is in this file

stage() { # name, command…
  printf '\n== %s\n' "$1"
  local began=$SECONDS status=0 outcome
  : > "$SKIP_REASON"
  "${@:2}" || status=$?
  case $status in
    0) outcome=ok; passed=$((passed + 1)) ;;
    77) outcome=skipped; skipped+=("$1: $(tail -n1 "$SKIP_REASON")"); status=0 ;;
    *) outcome=FAILED; failed=$((failed + 1)); failures+=("$1") ;;
  esac
  times+=("$(printf '%5d s  %-7s  %s' $((SECONDS - began)) "$outcome" "$1")")
  printf -- '-- %s: %s (%d s)\n' "$1" "$outcome" $((SECONDS - began))
  return $status
}

skip() { # reason; inside a stage: skip "no such thing here"; return
  echo "skipped: $1"
  echo "$1" > "$SKIP_REASON"
  return 77
}

finish() { # the last lines, and the end
  printf '\nHow long each stage took, %d s in all:\n' $SECONDS
  printf '%s\n' "${times[@]}"
  echo
  if [ ${#skipped[@]} -eq 0 ]; then echo "skipped: nothing"; else printf 'skipped: %s\n' "${skipped[@]}"; fi
  [ ${#failures[@]} -eq 0 ] || printf 'failed: %s\n' "${failures[@]}"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

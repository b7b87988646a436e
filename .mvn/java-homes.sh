# The Java homes of this machine. Sourced by mvnw and by the launcher; POSIX sh, starts no JVM.
#
# BANYAN_JDKS: a list of homes, separated by ':', to take instead of searching.

# Prints the places to look at, one a line, the preferred first.
java_places() {
  if [ -n "${BANYAN_JDKS-}" ]; then
    printf '%s\n' "$BANYAN_JDKS" | tr ':' '\n'
    return
  fi
  printf '%s\n' "${JAVA_HOME-}"
  if java_on_path=$(command -v java); then dirname "$(dirname "$(readlink -f "$java_on_path")")"; fi
  for place in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.jdks/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    printf '%s\n' "$place"
  done
}

# Prints "FEATURE HOME" for each home of Java 17 or newer that has bin/$1 (java or javac), newest first.
java_homes() {
  java_places | while IFS= read -r home; do
    [ -x "$home/bin/$1" ] && [ -r "$home/release" ] || continue
    while IFS='"' read -r key version _; do
      [ "$key" = JAVA_VERSION= ] || continue
      feature=${version%%[!0-9]*}
      if [ "${feature:-0}" -ge 17 ]; then printf '%s %s\n' "$feature" "$home"; fi
    done <"$home/release"
  done | sort -s -k1,1nr
}

# Finds a JDK 25 or newer and sets JDK to its directory; sourced by ./mvnw and ./hpc-mcp.
# Reads each candidate's "release" file instead of starting it: a JVM start costs more than all of this.

jdk_version() { # DIRECTORY: prints nothing, sets VERSION (such as 25.0.3+9) and returns 0 if it is new enough
    VERSION=
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        case $key in
        JAVA_RUNTIME_VERSION) VERSION=${value#\"} VERSION=${VERSION%\"} ;;
        JAVA_VERSION) [ -n "$VERSION" ] || { VERSION=${value#\"} VERSION=${VERSION%\"}; } ;;
        esac
    done <"$1/release"
    major=${VERSION%%[!0-9]*}
    [ "${major:-0}" -ge 25 ]
}

find_jdk() {
    for JDK in "${HPC_MCP_JAVA_HOME:-}" "${JAVA_HOME:-}" \
        /usr/lib/jvm/* /opt/java/* /opt/*jdk* /opt/*java* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/*; do
        [ -n "$JDK" ] && jdk_version "$JDK" && return 0
    done
    java=$(command -v java) || return 1
    java=$(readlink -f "$java") || return 1
    JDK=${java%/bin/java}
    jdk_version "$JDK"
}

need_jdk() {
    find_jdk && return 0
    echo "hpc-mcp needs a JDK 25 or newer and found none: install one (such as Temurin 25), or set JAVA_HOME to it." >&2
    exit 1
}

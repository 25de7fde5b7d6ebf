package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.port.HpcException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which variables a run may be given: a wrong one runs another program. */
final class Environment {
    private static final Pattern NEVER =
            Pattern.compile("PATH|LD_.*|DYLD_.*|PYTHON.*|UV_.*|BASH_.*|ENV|IFS|SHELL|HOME");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final int LONGEST = 4_096;

    private Environment() {}

    static boolean mayEverBeAllowed(String name) {
        return NAME.matcher(name).matches() && !NEVER.matcher(name).matches();
    }

    static void check(Map<String, String> environment, Set<String> allowed) {
        environment.forEach((name, value) -> {
            if (!allowed.contains(name) || !mayEverBeAllowed(name)) {
                throw HpcException.invalid(
                        "environment",
                        "a variable of that name may not be set here",
                        String.join(", ", allowed.stream().sorted().toList()));
            }
            if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
                throw HpcException.invalid(
                        "environment", "a value is too long or has control characters in it");
            }
        });
    }
}

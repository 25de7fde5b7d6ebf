package dev.hpcmcp.backend.skaha;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Refuses what would not arrive. The server pastes names, commands and variables into a YAML text
 * without quoting them: some characters are lost on the way, others break out.
 */
final class Words {
    static final String WAY_OUT =
            "put it into a script on shared storage and give command [\"bash\", \"/arc/home/<user>/job.sh\"]";

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(token|secret|passw|api_?key|credential).*");
    private static final Set<String> THEIRS =
            Set.of(
                    "skaha_hostname",
                    "skaha_username",
                    "skaha_sessionid",
                    "HOME",
                    "PWD",
                    "OMP_NUM_THREADS");

    private Words() {}

    static void checkName(String name, Findings findings) {
        if (!NAME.matcher(name).matches()) {
            findings.refuse(
                    "name",
                    "it becomes a host name",
                    "up to 50 letters, digits and dashes, not at its ends");
        }
    }

    static void checkCommand(List<String> command, Findings findings) {
        for (String word : command) {
            mangled(word, true)
                    .ifPresent(what ->
                            findings.refuse(
                                    "command",
                                    what + " does not get through to the job on this cluster",
                                    WAY_OUT));
            if (word.isEmpty()) {
                findings.refuse("command", "an empty argument gets lost on this cluster", WAY_OUT);
            }
            if (word.contains(" ")) {
                findings.refuse(
                        "command",
                        "this cluster splits arguments at every space, whatever the quotes",
                        "one word an element, or " + WAY_OUT);
            }
        }
    }

    static void checkEnvironment(Map<String, String> environment, Findings findings) {
        new TreeMap<>(environment).forEach((name, value) -> checkVariable(name, value, findings));
    }

    private static void checkVariable(String name, String value, Findings findings) {
        if (!VARIABLE.matcher(name).matches()) {
            findings.refuse(
                    "environment", "a variable has a name that is none", "letters, digits and _");
            return;
        }
        lost(value)
                .ifPresent(why ->
                        findings.refuse(
                                "environment",
                                "the value of " + name + " does not arrive: " + why,
                                "set it in a script on shared storage, or write it without these"));
        if (THEIRS.contains(name)) {
            findings.warn("the platform sets " + name + " itself, which overrides yours");
        }
        if (SECRET.matcher(name).matches()) {
            findings.warn(name + " looks like a secret: variables can be read in the job's object");
        }
    }

    private static Optional<String> lost(String value) {
        if (value.isEmpty()) {
            return Optional.of("this cluster drops empty ones");
        }
        if (value.contains("=")) {
            return Optional.of("this cluster drops or cuts what has a '=' in it");
        }
        return mangled(value, false).map(what -> what + " does not get through");
    }

    /** A TAB survives inside an argument, but not in a variable's line. */
    private static Optional<String> mangled(String text, boolean tab) {
        return text.codePoints()
                .filter(c ->
                        c == '"'
                                || c == '\\'
                                || c == '$'
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                                || (Character.isISOControl(c) && !(tab && c == '\t')))
                .boxed()
                .findFirst()
                .map(c ->
                        c > ' ' && c < 127
                                ? "a " + Character.toString(c)
                                : "a line end or control character");
    }
}

package dev.hpcmcp.backend.ondemand;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code #SBATCH} lines of a script: all that the API has no field for goes there. Slurm reads
 * them until the first command, and of two for the same the later one counts.
 */
final class Directives {
    private static final Pattern LINE = Pattern.compile("#SBATCH\\s+(.*)");
    private static final Pattern LONG = Pattern.compile("--([a-z][a-z-]*)(?:[= ]\\s*(.*))?");
    private static final Pattern SHORT = Pattern.compile("-([A-Za-z])\\s*=?\\s*(.*)");
    private static final Map<String, String> NAMES =
            Map.of(
                    "J", "job-name",
                    "o", "output",
                    "e", "error",
                    "a", "array",
                    "p", "partition",
                    "A", "account",
                    "D", "chdir",
                    "d", "dependency",
                    "H", "hold",
                    "t", "time");

    private final List<String> head;
    private final List<String> rest;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Directives(List<String> head, List<String> rest) {
        this.head = head;
        this.rest = rest;
        head.forEach(this::read);
    }

    static Directives of(String script) {
        List<String> lines = script.lines().toList();
        int end = 0;
        while (end < lines.size() && isBeforeCommands(lines.get(end))) {
            end++;
        }
        return new Directives(lines.subList(0, end), lines.subList(end, lines.size()));
    }

    private static boolean isBeforeCommands(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private void read(String line) {
        Matcher directive = LINE.matcher(line);
        if (!directive.matches()) {
            return;
        }
        String text = directive.group(1).replaceFirst("\\s+#.*", "").strip();
        Matcher longForm = LONG.matcher(text);
        Matcher shortForm = SHORT.matcher(text);
        if (longForm.matches()) {
            values.put(longForm.group(1), bare(longForm.group(2)));
        } else if (shortForm.matches()) {
            String name = shortForm.group(1);
            values.put(NAMES.getOrDefault(name, name), bare(shortForm.group(2)));
        }
    }

    private static String bare(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value.strip().replaceAll("^[\"']|[\"']$", "");
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The script with more of them, which count, and with commands before its own. */
    String with(List<String> options, List<String> commands) {
        List<String> lines = new ArrayList<>(head);
        options.forEach(option -> lines.add("#SBATCH " + option));
        lines.addAll(commands);
        lines.addAll(rest);
        return String.join("\n", lines) + "\n";
    }
}

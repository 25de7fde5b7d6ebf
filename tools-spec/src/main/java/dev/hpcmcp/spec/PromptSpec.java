package dev.hpcmcp.spec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A way of working that a person can ask for by name.
 *
 * @param template what the agent is told; a line that names an argument which was not given is left
 *     out
 */
public record PromptSpec(
        String name, String title, String description, List<Argument> arguments, String template) {
    private static final int LONGEST_VALUE = 4_000;
    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    public PromptSpec {
        arguments = List.copyOf(arguments);
    }

    /** Something that the person fills in. */
    public record Argument(String name, String description, boolean required) {}

    public String filled(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        template.lines().map(line -> filled(line, values)).forEach(text::append);
        return text.toString().strip();
    }

    /** The tools that it tells an agent to use. */
    public Set<String> tools() {
        Set<String> words =
                WORD.matcher(template)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toUnmodifiableSet());
        return Catalog.TOOLS.stream()
                .map(ToolSpec::name)
                .filter(words::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private String filled(String line, Map<String, String> values) {
        String text = line;
        for (Argument argument : arguments) {
            String place = "{" + argument.name() + "}";
            if (text.contains(place)) {
                String value = values.getOrDefault(argument.name(), "").strip();
                if (value.isEmpty()) {
                    return "";
                }
                text =
                        text.replace(
                                place, value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
            }
        }
        return text + "\n";
    }
}

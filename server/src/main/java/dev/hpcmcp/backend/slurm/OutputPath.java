package dev.hpcmcp.backend.slurm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a job's output goes. The old API gives the path as it was asked for, or not at all; its
 * accounting never does.
 */
final class OutputPath {
    private static final Pattern PLACE = Pattern.compile("%(\\d{0,2})([A-Za-z%])");

    private OutputPath() {}

    static Optional<String> stdout(SlurmJson.Raw raw) {
        String asked =
                given(raw.standardOutput())
                        .orElse(raw.arrayId() > 0 ? "slurm-%A_%a.out" : "slurm-%j.out");
        return given(raw.stdoutExpanded())
                .or(() ->
                        raw.accounted().isPresent()
                                ? Optional.empty()
                                : Optional.of(absolute(asked, raw)));
    }

    /** Unless something else was asked for, errors go to where the output goes. */
    static Optional<String> stderr(SlurmJson.Raw raw) {
        return given(raw.stderrExpanded())
                .or(() -> given(raw.standardError()).map(asked -> absolute(asked, raw)))
                .or(() -> stdout(raw));
    }

    private static Optional<String> given(Optional<String> path) {
        return path.filter(text -> !text.isEmpty());
    }

    private static String absolute(String asked, SlurmJson.Raw raw) {
        String path = expanded(asked, raw);
        String directory = raw.currentWorkingDirectory().orElse("");
        return path.startsWith("/") || directory.isEmpty()
                ? path
                : directory.replaceFirst("/+$", "") + "/" + path;
    }

    private static String expanded(String asked, SlurmJson.Raw raw) {
        return PLACE.matcher(asked)
                .replaceAll(place ->
                        Matcher.quoteReplacement(
                                value(place.group(), place.group(1), place.group(2), raw)));
    }

    private static String value(String as, String width, String letter, SlurmJson.Raw raw) {
        return switch (letter) {
            case "%" -> "%";
            case "j", "J" -> padded(raw.jobId(), width);
            case "A" -> padded(raw.arrayId() > 0 ? raw.arrayId() : raw.jobId(), width);
            case "a" -> raw.task().map(task -> padded(task, width)).orElse("4294967294");
            case "x" -> raw.name().orElse("");
            case "u" -> raw.userName().orElse("");
            case "N" -> raw.batchHost().orElse("").replaceFirst("\\..*", "");
            default -> as;
        };
    }

    private static String padded(long number, String width) {
        String digits = Long.toString(number);
        int wanted = width.isEmpty() ? 0 : Math.min(10, Integer.parseInt(width));
        return "0".repeat(Math.max(0, wanted - digits.length())) + digits;
    }
}

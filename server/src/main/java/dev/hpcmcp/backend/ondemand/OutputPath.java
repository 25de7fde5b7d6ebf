package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.JobId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a job's output lies: Slurm's places for numbers, filled in as far as an id tells them. */
final class OutputPath {
    private static final Pattern PLACE = Pattern.compile("%(\\d{0,2})([A-Za-z%])");

    private OutputPath() {}

    /** Empty if the path has a place that the id does not fill. */
    static Optional<String> of(String pattern, JobId id) {
        Matcher place = PLACE.matcher(pattern);
        StringBuilder path = new StringBuilder();
        while (place.find()) {
            Optional<String> value = value(place.group(2), id).map(v -> padded(v, place.group(1)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            place.appendReplacement(path, Matcher.quoteReplacement(value.get()));
        }
        place.appendTail(path);
        return Optional.of(path.toString());
    }

    private static Optional<String> value(String letter, JobId id) {
        Optional<String> array = OodId.array(id.value());
        return switch (letter) {
            case "%" -> Optional.of("%");
            case "j", "J" -> array.isEmpty() ? Optional.of(id.value()) : Optional.empty();
            case "A" -> Optional.of(array.orElse(id.value()));
            case "a" -> OodId.task(id.value()).stream().mapToObj(Integer::toString).findFirst();
            default -> Optional.empty();
        };
    }

    private static String padded(String number, String width) {
        int wanted = width.isEmpty() ? 0 : Math.min(10, Integer.parseInt(width));
        return "0".repeat(Math.max(0, wanted - number.length())) + number;
    }
}

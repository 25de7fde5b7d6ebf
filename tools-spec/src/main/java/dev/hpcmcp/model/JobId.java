package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A job's id as its cluster gave it. Ids end up in paths and URLs, so only plain characters pass:
 * no slash, no control character, nothing that starts with a dot.
 */
public record JobId(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("\\w[\\w.:+@\\[\\]=-]{0,199}");

    @JsonCreator
    public JobId {
        if (!ALLOWED.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException(
                    "a job id has up to 200 letters, digits or ._:+@[]=-");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

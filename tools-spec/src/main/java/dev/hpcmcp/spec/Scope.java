package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a caller may be allowed to do. Scopes do not contain one another: what is not named is not
 * allowed.
 */
public enum Scope {
    CLUSTERS_READ("clusters:read"),
    JOBS_READ("jobs:read"),
    JOBS_WRITE("jobs:write"),
    IMAGES_READ("images:read"),
    TRAINING_READ("training:read"),
    TRAINING_WRITE("training:write"),
    METRICS_READ("metrics:read"),
    REPORTS_WRITE("reports:write"),
    FILES_READ("files:read"),
    FILES_WRITE("files:write"),
    ADMIN("admin");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator
    public static Scope parse(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text.equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no scope " + text + "; there are " + all()));
    }

    private static String all() {
        return Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text;
    }
}

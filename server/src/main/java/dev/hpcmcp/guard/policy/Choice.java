package dev.hpcmcp.guard.policy;

/** What a rule has a list of, of which a request names one. */
public enum Choice {
    QUEUE("queue"),
    PROJECT("project"),
    /** A job that names none runs in none, unless its cluster refuses that. */
    IMAGE("image");

    private final String field;

    Choice(String field) {
        this.field = field;
    }

    String field() {
        return field;
    }

    String key() {
        return "allow." + field + "s";
    }
}

package dev.hpcmcp.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where things are remembered.
 *
 * @param url a JDBC URL of SQLite or PostgreSQL; it may hold a password
 * @param keep how long after it was last seen a job is remembered
 */
public record StoreSettings(String url, Duration keep) {
    private static final String SQLITE = "jdbc:sqlite:";

    public StoreSettings {
        if (!url.startsWith(SQLITE) && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "the store's url begins with jdbc:sqlite: or jdbc:postgresql:");
        }
    }

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /** The database's file, if it is one. */
    public Optional<Path> file() {
        if (!isSqlite()) {
            return Optional.empty();
        }
        String path = withoutParameters().substring(SQLITE.length());
        return Optional.of(path)
                .map(text -> text.startsWith("file:") ? text.substring("file:".length()) : text)
                .filter(text -> !text.isEmpty() && !text.equals(":memory:"))
                .map(Path::of);
    }

    /** The place in words, without what may be a password. */
    public String place() {
        return file().map(Path::toString)
                .orElseGet(() -> withoutParameters().replaceFirst("//[^/@]*@", "//"));
    }

    private String withoutParameters() {
        int end = url.indexOf('?');
        return end < 0 ? url : url.substring(0, end);
    }

    @Override
    public String toString() {
        return "StoreSettings[" + place() + "]";
    }
}

package dev.hpcmcp.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Status and headers of an answer whose body is about to come. */
public record Head(int status, Map<String, List<String>> headers) {
    public Head {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }
}

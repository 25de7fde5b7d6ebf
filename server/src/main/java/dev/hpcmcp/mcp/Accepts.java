package dev.hpcmcp.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of answer that a client understands. The protocol wants both; one will do for us. */
record Accepts(boolean json, boolean events) {
    private static final String EITHER =
            "say Accept: application/json, text/event-stream; one of the two at least";

    static Accepts of(HttpServletRequest request) throws Refused {
        Set<String> types = types(request);
        boolean all = types.isEmpty() || types.contains("*/*");
        var accepts =
                new Accepts(
                        all
                                || types.contains("application/json")
                                || types.contains("application/*"),
                        all || types.contains("text/event-stream") || types.contains("text/*"));
        if (!accepts.json() && !accepts.events()) {
            throw new Refused(406, EITHER);
        }
        return accepts;
    }

    private static Set<String> types(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Accept")).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}

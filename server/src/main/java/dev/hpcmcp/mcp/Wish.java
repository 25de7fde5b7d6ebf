package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Narrowing;
import dev.hpcmcp.spec.Toolset;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a program wants to see less of, as its person wrote it into the address or the headers. All
 * of it counts: who says more only sees less.
 */
final class Wish {
    private Wish() {}

    static Narrowing of(HttpServletRequest request) throws Refused {
        Narrowing wish = Narrowing.NONE;
        for (String toolsets : Collections.list(request.getHeaders("X-MCP-Toolsets"))) {
            wish = wish.and(toolsets(toolsets));
        }
        for (String readOnly : Collections.list(request.getHeaders("X-MCP-Readonly"))) {
            wish = wish.and(readOnly(readOnly));
        }
        return request.getQueryString() == null ? wish : wish.and(query(request.getQueryString()));
    }

    /** By hand: the container might look for parameters in the body, too. */
    static Narrowing query(String query) throws Refused {
        Narrowing wish = Narrowing.NONE;
        for (String part : List.of(query.split("&"))) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            wish =
                    switch (key) {
                        case "toolsets" -> wish.and(toolsets(value));
                        case "readonly" -> wish.and(readOnly(value));
                        default -> wish;
                    };
        }
        return wish;
    }

    private static String decoded(String text) throws Refused {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "the address has a % that means nothing");
        }
    }

    static Narrowing toolsets(String text) throws Refused {
        try {
            Set<Toolset> wanted =
                    Stream.of(text.split(","))
                            .map(String::strip)
                            .filter(word -> !word.isEmpty())
                            .map(word -> Toolset.valueOf(word.toUpperCase(Locale.ROOT)))
                            .collect(Collectors.toUnmodifiableSet());
            return new Narrowing(Optional.of(wanted), false);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "toolsets are some of " + names() + ", parted by commas");
        }
    }

    static Narrowing readOnly(String text) throws Refused {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!List.of("", "true", "1", "yes", "false", "0", "no").contains(word)) {
            throw new Refused(400, "readonly is true or false");
        }
        return new Narrowing(Optional.empty(), !List.of("false", "0", "no").contains(word));
    }

    private static String names() {
        return Stream.of(Toolset.values())
                .map(set -> set.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}

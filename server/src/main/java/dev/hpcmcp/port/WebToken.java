package dev.hpcmcp.port;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JSON web token says of itself. It is believed nothing that matters to anybody else. */
public final class WebToken {
    private static final Pattern END = Pattern.compile("\"exp\"\\s*:\\s*(\\d{1,15})\\b");

    private WebToken() {}

    /** When it ends, if it is such a token and says so. */
    public static Optional<Instant> end(Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            Matcher end = END.matcher(new String(claims, StandardCharsets.UTF_8));
            return end.find()
                    ? Optional.of(Instant.ofEpochSecond(Long.parseLong(end.group(1))))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

package dev.hpcmcp.rest;

import dev.hpcmcp.port.HpcException;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;

/**
 * An address below an {@link Endpoint}. It can only be made of segments and query parameters, each
 * encoded exactly once, so that an id from outside is never anything but an id.
 */
public final class Url {
    private final Endpoint endpoint;
    private final String address;
    private final String query;

    Url(Endpoint endpoint, String address, String query) {
        this.endpoint = endpoint;
        this.address = address;
        this.query = query;
    }

    public Url at(String... segments) {
        StringBuilder path = new StringBuilder(address);
        for (String segment : segments) {
            path.append('/').append(encoded(checked(segment)));
        }
        return new Url(endpoint, path.toString(), query);
    }

    /** The same address with a slash at its end, which some servers insist on. */
    public Url slash() {
        return new Url(endpoint, address + "/", query);
    }

    /** One more query parameter. Names may repeat; the order is kept. */
    public Url query(String name, String value) {
        String pair = encoded(name) + "=" + encoded(value);
        return new Url(endpoint, address, query.isEmpty() ? pair : query + "&" + pair);
    }

    public Url query(String name, long value) {
        return query(name, Long.toString(value));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    HttpUrl http() {
        return HttpUrl.get(query.isEmpty() ? address : address + "?" + query);
    }

    /** Where a redirect leads that was found to be harmless. */
    Url redirected(HttpUrl target) {
        return new Url(endpoint, target.toString(), "");
    }

    /** Without the query, which may hold what people search for. */
    @Override
    public String toString() {
        return http().encodedPath();
    }

    private static String checked(String segment) {
        boolean step = segment.isEmpty() || segment.equals(".") || segment.equals("..");
        if (step || segment.codePoints().anyMatch(Url::neverInASegment)) {
            throw HpcException.invalid(
                    "id",
                    "it is empty, '.', '..', or has a slash, a backslash or a control character in it");
        }
        return segment;
    }

    private static boolean neverInASegment(int c) {
        return c == '/'
                || c == '\\'
                || Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE;
    }

    /** Stricter than most encoders: servers disagree about a bare '+', ';' or ':' in a path. */
    private static String encoded(String raw) {
        StringBuilder text = new StringBuilder();
        for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            if (plain) {
                text.append(c);
            } else {
                text.append(String.format("%%%02X", (int) c));
            }
        }
        return text.toString();
    }
}

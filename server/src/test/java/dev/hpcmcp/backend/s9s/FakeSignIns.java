package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.backend.s9s.WireServer.Request;
import dev.hpcmcp.backend.s9s.WireServer.Response;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who is who at a {@link FakeS9s}, which locks it. */
final class FakeSignIns {
    private final Set<String> issued = new HashSet<>();
    private int tokens;
    private boolean formsOnly;

    void forget() {
        issued.clear();
    }

    void takeFormsOnly() {
        formsOnly = true;
    }

    Response token(Request request) {
        boolean form = request.header("Content-Type").startsWith("application/x-www-form");
        boolean right =
                form
                        ? request.body().contains("client_secret=s3cret")
                        : request.body().contains("\"client_secret\":\"s3cret\"");
        if (!right || (formsOnly && !form)) {
            return Response.json(400, "{\"error\":\"invalid_request\"}");
        }
        String token = "issued-" + ++tokens;
        issued.add(token);
        return Response.json(
                200,
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600}"
                        .formatted(token));
    }

    Optional<String> user(Request request) {
        String given = request.header("Authorization").replaceFirst("^Bearer ", "");
        String key = request.header("X-API-Key");
        return issued.contains(given)
                ? Optional.of("alice")
                : Stream.of("alice", "bob")
                        .filter(name ->
                                given.equals("token-of-" + name) || key.equals("key-of-" + name))
                        .findFirst();
    }
}

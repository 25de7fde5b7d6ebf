package dev.hpcmcp.store;

import dev.hpcmcp.guard.Trace;
import dev.hpcmcp.spec.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is to be recorded, before it has a place in the chain. */
record Line(Instant at, String caller, String tool, String body) {
    static Line of(Trace trace) {
        return new Line(
                trace.time().truncatedTo(ChronoUnit.MILLIS),
                trace.caller(),
                trace.tool(),
                Json.MAPPER.writeValueAsString(trace));
    }

    /** Says in the chain that calls are missing from it. */
    static Line lost(Instant now, long calls) {
        return own(now, "lost", Map.of("calls", calls));
    }

    /** The anchor: what now begins the chain followed on this. */
    static Line trimmed(Instant now, Head last) {
        Map<String, Object> anchor = new LinkedHashMap<>();
        anchor.put("last_seq", last.seq());
        anchor.put("last_hash", last.hash());
        return own(now, TRIMMED, anchor);
    }

    static final String TRIMMED = "trimmed";

    private static Line own(Instant now, String kind, Map<String, Object> facts) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kind", kind);
        record.put("time", time);
        record.putAll(facts);
        return new Line(time, "", kind, Json.MAPPER.writeValueAsString(record));
    }

    /** The anchor that a link is, if it is one. */
    static Optional<Head> anchor(Link link) {
        if (!link.tool().equals(TRIMMED) || !link.caller().isEmpty()) {
            return Optional.empty();
        }
        JsonNode body = Json.MAPPER.readTree(link.body());
        return Optional.of(
                new Head(body.path("last_seq").asLong(), body.path("last_hash").asString()));
    }

    /** Whether the columns that are searched say the same as the record. */
    static boolean agrees(Link link) {
        try {
            JsonNode body = Json.MAPPER.readTree(link.body());
            return body.path("time").asString("").equals(link.at().toString())
                    && body.path("caller").asString("").equals(link.caller())
                    && body.path("tool")
                            .asString(body.path("kind").asString(""))
                            .equals(link.tool());
        } catch (JacksonException changed) {
            return false;
        }
    }
}

package dev.hpcmcp.guard;

import dev.hpcmcp.text.Untrusted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the audit says of one deed outside calls. All of it that others wrote is cleaned. */
final class Acted {
    /** Of no arguments: all that may be told of them is in words, and of a secret not even this. */
    private static final String NO_DIGEST = "";

    private final Act act;
    private final String id = UUID.randomUUID().toString();

    Acted(Act act) {
        this.act = act;
    }

    Trace begun(Instant now) {
        return trace(Trace.Kind.BEGIN, now, act.words(), Optional.empty(), Optional.empty());
    }

    Trace over(Trace.Kind kind, Instant now, Upshot end, long nanos) {
        return trace(
                kind,
                now,
                act.words() + end.words().map(more -> ", " + more).orElse(""),
                Optional.of(end.code()),
                Optional.of(Duration.ofNanos(nanos).toMillis()));
    }

    private Trace trace(
            Trace.Kind kind,
            Instant now,
            String words,
            Optional<String> outcome,
            Optional<Long> latency) {
        return new Trace(
                id,
                kind,
                now,
                Untrusted.line(act.by().name()),
                act.token().or(act.by()::token).map(Untrusted::line),
                Optional.of(act.by().client()),
                act.what().text(),
                act.cluster().map(Untrusted::line),
                List.of(),
                NO_DIGEST,
                Optional.of(Untrusted.sentence(words)),
                outcome,
                latency,
                List.of());
    }
}

package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a cluster answered. Its body is what somebody else wrote: nothing here puts it into words by
 * itself.
 */
public final class Reply {
    private final Call call;
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Instant now;
    private final boolean repeated;
    private @Nullable JsonNode tree;

    /**
     * @param headers by lower-case name
     * @param now when it came, by our clock
     * @param repeated see {@link #repeated}
     */
    Reply(
            Call call,
            int status,
            Map<String, List<String>> headers,
            byte[] body,
            Instant now,
            boolean repeated) {
        this.call = call;
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.now = now;
        this.repeated = repeated;
    }

    Reply afterAnAttempt() {
        return new Reply(call, status, headers, body, now, true);
    }

    public int status() {
        return status;
    }

    /**
     * Whether an earlier attempt of the same change may have reached the cluster: then "there is no
     * such thing" after a deletion, or "exists already" after a creation, means that it worked.
     */
    public boolean repeated() {
        return repeated;
    }

    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
    }

    /** For judges: under which id the cluster knows the request, where only its body says so. */
    public void known(String id) {
        call.passage().ifPresent(passage -> passage.answered(id));
    }

    /** How long the cluster asks us to stay away. */
    public Optional<Duration> retryAfter() {
        return header("Retry-After").flatMap(value -> RetryAfter.in(value, header("Date"), now));
    }

    public byte[] bytes() {
        return body.clone();
    }

    /** As UTF-8; what is not UTF-8 shows as replacement characters. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The beginning of the body as one line without anything invisible: the only part of it fit for
     * words.
     */
    public String said() {
        return Excerpt.of(text());
    }

    public JsonNode json() {
        return parsed(Codec.MAPPER::readTree);
    }

    public <T> T json(Class<T> type) {
        return parsed(bytes -> Codec.MAPPER.readValue(bytes, type));
    }

    public <T> T json(TypeReference<T> type) {
        return parsed(bytes -> Codec.MAPPER.readValue(bytes, type));
    }

    /**
     * For judges: errors are JSON only where the API itself answers, and not something before it.
     */
    public Optional<JsonNode> jsonIfAny() {
        if (tree == null) {
            tree = tree();
        }
        return Optional.of(tree).filter(json -> !json.isMissingNode());
    }

    private JsonNode tree() {
        try {
            return Codec.MAPPER.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * The failure of an answer that does not hold what it should. After a change that is not the
     * same as a failed one.
     *
     * @param problem in our words, about "it": the cluster
     */
    public HpcException unreadable(String problem) {
        return new HpcException(
                call.changes()
                        ? new Failure.OutcomeUnknown(call.cluster(), call.terms().operation())
                        : new Failure.BadAnswer(call.cluster(), status, problem));
    }

    /** The parser's complaint quotes the body, so it is not passed on. */
    private <T> T parsed(Function<byte[], T> parser) {
        try {
            T value = parser.apply(body);
            if (body.length > 0 && value != null) {
                return value;
            }
        } catch (JacksonException hidden) {
            throw unreadable("its answer is not the JSON it should be");
        }
        throw unreadable("its answer is empty");
    }

    Call call() {
        return call;
    }

    @Override
    public String toString() {
        return "HTTP " + status + " to " + call + ", " + body.length + " bytes";
    }
}

package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.backend.s9s.S9sSettings.Client;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Field;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Safety;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The token of an OAuth client: fetched when it is needed, and again before it ends. */
final class ClientToken {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final String PURPOSE = "client_credentials";

    private final Rest rest;
    private final Endpoint origin;
    private final Client client;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Fetched> fetched = Optional.empty();
    private boolean asForm;

    /**
     * @param until when it has to be fetched anew; never if nobody said
     */
    private record Fetched(Secret token, Instant until) {}

    ClientToken(Rest rest, Endpoint api, Client client, Clock clock) {
        this.rest = rest;
        this.origin = api.origin();
        this.client = client;
        this.clock = clock;
    }

    /** All who need one at the same time wait for the same. */
    Secret current() {
        lock.lock();
        try {
            Fetched valid =
                    fetched.filter(one -> clock.instant().isBefore(one.until()))
                            .orElseGet(this::fetch);
            fetched = Optional.of(valid);
            return valid.token();
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            fetched = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** As the API's description says; if that is refused, as the standard says. */
    private Fetched fetch() {
        if (!asForm) {
            try {
                return read(send(Body.json(fields())));
            } catch (HpcException e) {
                if (isAway(e)) {
                    throw e;
                }
            }
        }
        try {
            Fetched token = read(send(Body.form(form())));
            asForm = true;
            return token;
        } catch (HpcException e) {
            throw isAway(e) ? e : refused(e);
        }
    }

    private static boolean isAway(HpcException e) {
        return e.failure() instanceof Failure.Unreachable || e.failure() instanceof Failure.Busy;
    }

    private Reply send(Body body) {
        return rest.send(
                Call.post(origin.at("oauth", "token"), body)
                        .with(Safety.READ)
                        .doing("getting a token"));
    }

    private Fetched read(Reply reply) {
        Part answer = Part.of(reply.json());
        Secret token =
                answer.text("access_token")
                        .map(Secret::of)
                        .orElseThrow(() -> reply.unreadable("its answer holds no token"));
        Instant until =
                answer.number("expires_in")
                        .map(seconds -> clock.instant().plus(life(seconds)))
                        .orElse(Instant.MAX);
        return new Fetched(token, until);
    }

    /** A little less than what it has; of a very short life at least half. */
    private static Duration life(double seconds) {
        Duration whole = Duration.ofMillis(Math.round(Math.clamp(seconds, 0, 1e9) * 1000));
        Duration less = whole.minus(MARGIN);
        Duration half = whole.dividedBy(2);
        return less.compareTo(half) > 0 ? less : half;
    }

    private HpcException refused(HpcException e) {
        return new HpcException(
                new Failure.SignInNeeded(
                        origin.cluster(),
                        "It gives us no token: client-id or client-secret may be wrong."),
                e);
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("client_id", client.id());
        fields.put("client_secret", client.secret().reveal());
        fields.put("grant_type", PURPOSE);
        return fields;
    }

    private List<Field> form() {
        return fields().entrySet().stream()
                .map(field -> new Field(field.getKey(), field.getValue()))
                .toList();
    }
}

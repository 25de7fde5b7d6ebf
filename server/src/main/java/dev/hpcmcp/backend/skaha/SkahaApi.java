package dev.hpcmcp.backend.skaha;

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
import dev.hpcmcp.rest.Streamed;
import dev.hpcmcp.rest.Tls;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The calls of the API, one method each. */
final class SkahaApi {
    /** The first session of a user copies files into a new home, which takes its time. */
    private static final Duration TO_CREATE = Duration.ofMinutes(2);

    private static final Duration TO_READ_A_LOG = Duration.ofMinutes(5);
    private static final String TEXT = "text/plain";

    private final SkahaSettings settings;
    private final Rest rest;
    private final Complaints complaints;
    private final Endpoint base;
    private final ReentrantLock registryTurn = new ReentrantLock();
    private volatile Optional<Version> found = Optional.empty();

    SkahaApi(SkahaSettings settings, Rest rest) {
        this.settings = settings;
        this.rest = rest;
        this.complaints = Complaints.of(settings);
        Endpoint plain = Endpoint.of(settings.id(), settings.url()).within(settings.timeout());
        this.base =
                settings.signIn() instanceof SkahaSettings.Certificate certificate
                        ? plain.over(Tls.certificate(certificate.pem()))
                        : plain;
    }

    /** What it speaks; looked for at the first call. */
    Version version() {
        return found.orElseGet(this::find);
    }

    private Version find() {
        for (Version version : Version.values()) {
            try {
                rest.send(get(version, "context"));
                found = Optional.of(version);
                return version;
            } catch (HpcException e) {
                if (!(e.failure() instanceof Failure.BadAnswer bad && bad.status() == 404)) {
                    throw e;
                }
            }
        }
        throw new HpcException(
                new Failure.BadAnswer(
                        settings.id(),
                        404,
                        "it has no Skaha API below the url in the configuration, neither /v1 nor /v0"));
    }

    Reply context() {
        return rest.send(get(version(), "context").doing("reading what it offers"));
    }

    /** Empty if the service is too old to say. */
    Optional<Reply> repositories() {
        Call call = get(version(), "repository").doing("reading its image registries");
        Reply reply = rest.send(call.judgedBy(r -> r.status() == 404 || complaints.accepts(r)));
        return reply.status() == 404 ? Optional.empty() : Optional.of(reply);
    }

    Reply images() {
        return rest.send(get(version(), "image").atMost(32L << 20).doing("listing images"));
    }

    /** Empty if the site does not measure its load, which it says with 503. */
    Optional<Reply> load() {
        Call call =
                signed(Call.get(base.at(version().path(), "session").query("view", "stats")))
                        .judgedBy(reply -> reply.status() == 503 || complaints.accepts(reply));
        Reply reply = rest.send(call.doing("reading its load"));
        return reply.status() == 503 ? Optional.empty() : Optional.of(reply);
    }

    Reply sessions() {
        return rest.send(get(version(), "session").atMost(32L << 20).doing("listing sessions"));
    }

    Reply session(String id) {
        return rest.send(
                get(version(), "session", id).about("job", id).doing("reading the session"));
    }

    /**
     * The log from its beginning: there is no other way to have it. An id that does not exist gives
     * an empty one.
     */
    Streamed log(String id, OutputStream sink, long most) {
        Call call = view(id, "logs").atMost(most).within(TO_READ_A_LOG);
        return rest.stream(call.silentFor(settings.timeout()).doing("reading the log"), sink);
    }

    Reply events(String id) {
        return rest.send(view(id, "events").doing("reading the events"));
    }

    /** Not to be sent twice: there is nothing the server could tell a repetition by. */
    Reply create(List<Field> form) {
        Duration limit =
                settings.timeout().compareTo(TO_CREATE) > 0 ? settings.timeout() : TO_CREATE;
        Call call =
                signed(Call.post(base.at(version().path(), "session"), Body.form(form)))
                        .judgedBy(Complaints.ofCreation(settings))
                        .accept("text/plain, application/json")
                        .within(limit)
                        .doing("creating the session");
        return settings.registry()
                .map(registry -> inTurn(call.header("x-skaha-registry-auth", registry.header())))
                .orElseGet(() -> rest.send(call));
    }

    /** The server keeps one pull secret a user and makes it anew each time. */
    private Reply inTurn(Call call) {
        registryTurn.lock();
        try {
            return rest.send(call);
        } finally {
            registryTurn.unlock();
        }
    }

    void renew(String id) {
        Body form = Body.form(List.of(new Field("action", "renew")));
        rest.send(
                signed(Call.post(base.at(version().path(), "session", id), form))
                        .accept(TEXT)
                        .with(Safety.REPEATABLE)
                        .about("job", id)
                        .doing("renewing the session"));
    }

    void delete(String id) {
        rest.send(
                signed(Call.delete(base.at(version().path(), "session", id)))
                        .accept(TEXT)
                        .with(Safety.REPEATABLE)
                        .about("job", id)
                        .doing("ending the session"));
    }

    private Call view(String id, String view) {
        return signed(Call.get(base.at(version().path(), "session", id).query("view", view)))
                .accept(TEXT)
                .about("job", id);
    }

    private Call get(Version version, String... path) {
        return signed(Call.get(base.at(version.path()).at(path)));
    }

    private Call signed(Call call) {
        Call judged = call.judgedBy(complaints);
        return switch (settings.signIn()) {
            case SkahaSettings.Token token -> judged.bearer(token.value());
            case SkahaSettings.Cookie cookie ->
                    judged.header("Cookie", Secret.of("CADC_SSO=" + cookie.value().reveal()));
            case SkahaSettings.Certificate certificate -> judged;
        };
    }
}

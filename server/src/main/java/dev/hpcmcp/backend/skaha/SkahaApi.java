package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.port.Caller;
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
import dev.hpcmcp.rest.Throttle;
import dev.hpcmcp.rest.Tls;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The calls of the API, one method each. Changes and looks at sessions leave no more often than its
 * people ask for.
 */
final class SkahaApi {
    /** The first session of a user copies files into a new home, which takes its time. */
    private static final Duration TO_CREATE = Duration.ofMinutes(2);

    private static final Duration TO_READ_A_LOG = Duration.ofMinutes(5);
    private static final long LONG_LIST = 32L << 20;
    private static final String TEXT = "text/plain";

    private final SkahaSettings settings;
    private final Rest rest;
    private final Endpoint base;
    private final Throttle changes;
    private final Throttle looks;
    private final ReentrantLock registryTurn = new ReentrantLock();
    private volatile Optional<Version> found = Optional.empty();

    SkahaApi(SkahaSettings settings, Rest rest) {
        this.settings = settings;
        this.rest = rest;
        this.base = Endpoint.of(settings.id(), settings.url()).within(settings.timeout());
        this.changes = Throttle.perMinute(settings.changesPerMinute());
        this.looks = Throttle.perMinute(settings.looksPerMinute());
    }

    /** What it speaks; looked for at the first call. */
    Version version(Caller caller) {
        return found.orElseGet(() -> find(caller));
    }

    private Version find(Caller caller) {
        for (Version version : Version.values()) {
            if (isThere(caller, version, "context") || isThere(caller, version, "session")) {
                found = Optional.of(version);
                return version;
            }
        }
        throw new HpcException(
                new Failure.BadAnswer(
                        settings.id(),
                        404,
                        "it has no Skaha API below the url in the configuration, neither /v1 nor /v0"));
    }

    /** The guide of v0 knows sessions only. */
    private boolean isThere(Caller caller, Version version, String part) {
        Call call = signed(caller, at -> Call.get(at.at(version.path(), part))).atMost(LONG_LIST);
        return ifThere(caller, call.doing("looking for its version")).isPresent();
    }

    /**
     * Empty if the service does not tell what it offers, as its guide does not say that it does.
     */
    Optional<Reply> context(Caller caller) {
        return ifThere(caller, get(caller, "context").doing("reading what it offers"));
    }

    /** Empty if the service is too old to say. */
    Optional<Reply> repositories(Caller caller) {
        return ifThere(caller, get(caller, "repository").doing("reading its image registries"));
    }

    private Optional<Reply> ifThere(Caller caller, Call call) {
        Reply reply =
                rest.send(call.judgedBy(r -> r.status() == 404 || complaints(caller).accepts(r)));
        return reply.status() == 404 ? Optional.empty() : Optional.of(reply);
    }

    Reply images(Caller caller) {
        return rest.send(
                get(caller, "image").atMost(LONG_LIST).heldBackBy(looks).doing("listing images"));
    }

    /** Empty if the site does not measure its load, which it says with 503. */
    Optional<Reply> load(Caller caller) {
        Call call =
                view(caller, "stats", "session")
                        .accept("application/json")
                        .judgedBy(reply ->
                                reply.status() == 503 || complaints(caller).accepts(reply));
        Reply reply = rest.send(call.doing("reading its load"));
        return reply.status() == 503 ? Optional.empty() : Optional.of(reply);
    }

    Reply sessions(Caller caller) {
        return list(get(caller, "session").doing("listing sessions"));
    }

    /** The apps of all desktops, which the plain list leaves out. */
    Reply apps(Caller caller) {
        String version = version(caller).path();
        return list(
                signed(
                                caller,
                                at ->
                                        Call.get(
                                                at.at(version, "session")
                                                        .query("type", "desktop-app")))
                        .doing("listing the apps of desktops"));
    }

    private Reply list(Call call) {
        return rest.send(call.atMost(LONG_LIST).heldBackBy(looks));
    }

    Reply session(Caller caller, SessionId id) {
        return rest.send(
                get(caller, id.path())
                        .heldBackBy(looks)
                        .about("job", id.toString())
                        .doing("reading the session"));
    }

    /**
     * The log from its beginning: there is no other way to have it. An id that does not exist gives
     * an empty one.
     */
    Streamed log(Caller caller, String id, OutputStream sink, long most) {
        Call call =
                view(caller, "logs", "session", id)
                        .about("job", id)
                        .atMost(most)
                        .within(TO_READ_A_LOG);
        return rest.stream(call.silentFor(settings.timeout()).doing("reading the log"), sink);
    }

    Reply events(Caller caller, String id) {
        return rest.send(
                view(caller, "events", "session", id).about("job", id).doing("reading the events"));
    }

    /**
     * Not to be sent twice: there is nothing the server could tell a repetition by.
     *
     * @param atOnce whether it is made in one step, so that a failed one leaves nothing behind
     */
    Reply create(Caller caller, List<Field> form, boolean atOnce) {
        Call call = creation(caller, form, atOnce, "session").doing("creating the session");
        return settings.registry()
                .map(registry -> inTurn(call.header("x-skaha-registry-auth", registry.header())))
                .orElseGet(() -> rest.send(call));
    }

    /** Without the registry's sign-in, which the service does not read here. */
    Reply attach(Caller caller, String desktop, List<Field> form) {
        return rest.send(
                creation(caller, form, false, "session", desktop, "app")
                        .about("job", desktop)
                        .doing("creating the session"));
    }

    private Call creation(Caller caller, List<Field> form, boolean atOnce, String... path) {
        Duration limit =
                settings.timeout().compareTo(TO_CREATE) > 0 ? settings.timeout() : TO_CREATE;
        String version = version(caller).path();
        return signed(caller, at -> Call.post(at.at(version).at(path), Body.form(form)))
                .judgedBy(complaints(caller).ofCreation(atOnce))
                .accept("text/plain, application/json")
                .heldBackBy(changes)
                .within(limit);
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

    void renew(Caller caller, String id) {
        Body form = Body.form(List.of(new Field("action", "renew")));
        String version = version(caller).path();
        change(
                signed(caller, at -> Call.post(at.at(version, "session", id), form))
                        .about("job", id)
                        .doing("renewing the session"));
    }

    void delete(Caller caller, SessionId id) {
        String version = version(caller).path();
        change(
                signed(caller, at -> Call.delete(at.at(version).at(id.path())))
                        .about("job", id.toString())
                        .doing("ending the session"));
    }

    private void change(Call call) {
        rest.send(call.accept(TEXT).with(Safety.REPEATABLE).heldBackBy(changes));
    }

    private Call view(Caller caller, String view, String... path) {
        String version = version(caller).path();
        return signed(caller, at -> Call.get(at.at(version).at(path).query("view", view)))
                .accept(TEXT);
    }

    private Call get(Caller caller, String... path) {
        String version = version(caller).path();
        return signed(caller, at -> Call.get(at.at(version).at(path)));
    }

    private Complaints complaints(Caller caller) {
        return Complaints.of(settings.id(), () -> settings.signInOf(caller));
    }

    /** The one place where a request learns who asks. */
    private Call signed(Caller caller, Function<Endpoint, Call> request) {
        Call call =
                switch (settings.signInOf(caller)) {
                    case SkahaSettings.Token token -> request.apply(base).bearer(token.value());
                    case SkahaSettings.Cookie cookie ->
                            request.apply(base)
                                    .header(
                                            "Cookie",
                                            Secret.of("CADC_SSO=" + cookie.value().reveal()));
                    case SkahaSettings.Certificate certificate ->
                            request.apply(base.over(Tls.certificate(certificate.pem())));
                    case SkahaSettings.Pem pem ->
                            request.apply(base.over(Tls.certificate(pem.content())));
                };
        return call.madeIn(caller).judgedBy(complaints(caller));
    }
}

package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.Conflict;
import dev.hpcmcp.port.Failure.InvalidInput;
import dev.hpcmcp.port.Failure.NotAllowed;
import dev.hpcmcp.port.Failure.OutcomeUnknown;
import dev.hpcmcp.port.Failure.OverBudget;
import dev.hpcmcp.port.Failure.SignInNeeded;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Judge;
import dev.hpcmcp.rest.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service means by its errors. They are one line of text whose status says little: 400 for
 * a missing sign-in, a full quota or a mistyped tag. Known lines become failures in our words; the
 * rest is left to the status.
 */
final class Complaints implements Judge {
    private static final String NAME = "the cluster takes only letters, digits and dashes";
    private static final List<Known> KNOWN =
            List.of(
                    known("maximum of (\\d+) active sessions", Complaints::full),
                    known("(?i)no authentication provided for unknown", said -> unknownImage()),
                    known("must come from one of", said -> wrongRegistry()),
                    known("(?i)invalid value for '(cores|ram|gpus?)'", Complaints::wrongSize),
                    known("name can only contain", said -> invalid("name", NAME)),
                    known("(?i)illegal group reference|no group \\d", said -> mangled()),
                    known("(?i)missing parameter '(name|image)'", Complaints::missing),
                    known("(?i)no active job", said -> notRenewable()),
                    known("(?i)image/type mismatch", said -> wrongType()));

    /** What its scheduler says when it does not like something that the service asked of it. */
    private static final Pattern REJECTED = Pattern.compile("ApiException|: Not Found");

    private static final String HALF_DONE =
            "The cluster's scheduler refused some of it, for a quota, a limit or something in the request that it cannot read; a session may have been left half-made by that";

    private final String cluster;
    private final Supplier<SkahaSettings.SignIn> signIn;
    private final Optional<Boolean> creatingAtOnce;

    private Complaints(
            String cluster,
            Supplier<SkahaSettings.SignIn> signIn,
            Optional<Boolean> creatingAtOnce) {
        this.cluster = cluster;
        this.signIn = signIn;
        this.creatingAtOnce = creatingAtOnce;
    }

    static Complaints of(String cluster, Supplier<SkahaSettings.SignIn> signIn) {
        return new Complaints(cluster, signIn, Optional.empty());
    }

    /**
     * Of something that is made in one step an error of the server itself tells that nothing was
     * started. A session in the browser is made in several, of which the first starts it.
     */
    Complaints ofCreation(boolean atOnce) {
        return new Complaints(cluster, signIn, Optional.of(atOnce));
    }

    /** Whether this is what was made of such an error, and not of a lost answer. */
    static boolean tellsOfHalves(OutcomeUnknown failure) {
        return failure.check().equals(Optional.of(HALF_DONE));
    }

    @Override
    public boolean accepts(Reply reply) {
        if (reply.status() >= 400 && !isPage(reply)) {
            meaning(reply)
                    .ifPresent(failure -> {
                        throw new HpcException(failure);
                    });
        }
        return false;
    }

    private static boolean isPage(Reply reply) {
        return reply.text().stripLeading().startsWith("<");
    }

    private Optional<Failure> meaning(Reply reply) {
        String text = reply.said();
        return switch (reply.status()) {
            case 401 -> Optional.of(signIn());
            case 403 -> Optional.of(isAnonymous(reply, text) ? signIn() : forbidden(text));
            case 400 -> isAnonymous(reply, text) ? Optional.of(signIn()) : known(text);
            case 500 -> creatingAtOnce.flatMap(atOnce -> failed(text, atOnce));
            default -> Optional.empty();
        };
    }

    /** Every answer to somebody unknown carries the header, whatever else it says. */
    private static boolean isAnonymous(Reply reply, String text) {
        return reply.header("WWW-Authenticate").isPresent() || text.contains("anonymous");
    }

    private static Optional<Failure> known(String text) {
        return KNOWN.stream().flatMap(known -> known.in(text).stream()).findFirst();
    }

    private Optional<Failure> failed(String text, boolean atOnce) {
        return known(text)
                .or(() ->
                        Optional.of(text)
                                .filter(words -> REJECTED.matcher(words).find())
                                .map(_ -> atOnce ? rejected() : halfDone()));
    }

    private Failure halfDone() {
        return new OutcomeUnknown(cluster, "creating the session", Optional.of(HALF_DONE));
    }

    private Failure signIn() {
        return new SignInNeeded(cluster, how());
    }

    private String how() {
        return switch (signIn.get()) {
            case SkahaSettings.Token token ->
                    "The token has expired or is not accepted; tokens of CADC live about two days. Ask the person to get a new one and to set it as token in the configuration.";
            case SkahaSettings.Certificate _, SkahaSettings.Pem _ ->
                    "The proxy certificate is not accepted. Ask the person to renew it (cadc-get-cert or canfar auth login); a site may also accept tokens only.";
            case SkahaSettings.Cookie cookie ->
                    "The cookie has expired or is not accepted. Ask the person to sign in at the site again, or to configure a token.";
        };
    }

    private Failure forbidden(String text) {
        return new NotAllowed(cluster + " does not allow this: " + why(text), Optional.empty());
    }

    private static String why(String text) {
        if (text.contains("No POSIX Principal")) {
            return "the account has no POSIX identity there; the person should ask the site's support for one";
        }
        if (text.contains("headless")) {
            return "the account is not in the group that may run headless jobs; the person should ask the site's support to be added";
        }
        return "the account is not in the group of the platform's users, or the site's policy says no; the person should ask the site's support to be added";
    }

    private static Failure full(MatchResult said) {
        return new OverBudget(
                "of " + said.group(1) + " interactive sessions at once", said.group(1));
    }

    private static Failure unknownImage() {
        return new InvalidInput(
                "image",
                "the cluster has no such public image: this is what a mistyped name or tag gives, and a private image without registry-user and registry-secret in the configuration",
                Optional.of("an id from fetch_images, to the letter"));
    }

    private static Failure wrongRegistry() {
        return new InvalidInput(
                "image",
                "it is not from one of the cluster's own registries",
                Optional.of("an id from fetch_images"));
    }

    private static Failure wrongSize(MatchResult said) {
        String field =
                switch (said.group(1)) {
                    case "ram" -> "memory_gb";
                    case "cores" -> "cores";
                    default -> "gpus";
                };
        return new InvalidInput(
                field,
                "this is not one of the sizes there are",
                Optional.of("a size that get_cluster shows, or none for flexible"));
    }

    private static Failure missing(MatchResult said) {
        return invalid(said.group(1), "the cluster says that it is missing");
    }

    private static Failure mangled() {
        return invalid("command", "a '$' does not get through to this cluster");
    }

    private static Failure wrongType() {
        return invalid("image", "this image is not meant for sessions of this type");
    }

    private static Failure notRenewable() {
        return new Conflict(
                "only what runs can be renewed: this has ended, or has not started yet");
    }

    private static Failure rejected() {
        return new Conflict(
                "the cluster's scheduler refused it, for a quota, a limit or something in the request that it cannot read; nothing was started");
    }

    private static Failure invalid(String field, String problem) {
        return new InvalidInput(field, problem, Optional.empty());
    }

    private static Known known(String words, Function<MatchResult, Failure> meaning) {
        return new Known(Pattern.compile(words), meaning);
    }

    private record Known(Pattern words, Function<MatchResult, Failure> meaning) {
        Optional<Failure> in(String text) {
            Matcher matcher = words.matcher(text);
            return matcher.find() ? Optional.of(meaning.apply(matcher)) : Optional.empty();
        }
    }
}

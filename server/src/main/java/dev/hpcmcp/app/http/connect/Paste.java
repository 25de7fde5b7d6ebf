package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.auth.Subjects;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What somebody pasted: a credential, or what is wrong with it, in words for them. */
sealed interface Paste {
    Pattern ONE_WORD = Pattern.compile("[\\x21-\\x7e]+");
    Pattern NAME = Pattern.compile("[\\x21-\\x7e]{0,256}");

    String NOT_ONE_WORD =
            "This has spaces, line ends or letters in it that such a secret never has. Paste it alone.";
    String NO_CERTIFICATE =
            "This is not a certificate with its private key in PEM. Paste the whole file, from the"
                    + " first -----BEGIN to the last END-----.";
    String ENDED = "This ended on %s. Get a new one from the cluster.";

    record Good(Credential credential) implements Paste {}

    /**
     * It will not do.
     *
     * @param kind which form it came from
     * @param name whether it is the name that is wrong, not the secret
     */
    record Bad(Kind kind, boolean name, String why) implements Paste {}

    /** Nothing if the form is none of ours. */
    static Optional<Paste> of(
            HttpServletRequest request, Caller caller, Connectable cluster, Instant now) {
        String wanted = text(request, "kind");
        return cluster.kinds().stream()
                .filter(kind -> kind.text().equals(wanted))
                .findFirst()
                .map(kind ->
                        read(
                                kind,
                                cluster.named() ? text(request, "user") : "",
                                cluster.named() && Subjects.foreign(caller.subject()),
                                text(request, "secret"),
                                now));
    }

    private static Paste read(
            Kind kind, String user, boolean nameNeeded, String pasted, Instant now) {
        if (pasted.isEmpty()) {
            return new Bad(kind, false, "Nothing was pasted.");
        }
        Secret secret = Secret.of(pasted);
        Optional<String> wrongName = name(user, nameNeeded);
        Optional<Instant> ends = Expiry.of(kind, secret);
        Optional<String> wrong =
                wrongName
                        .or(() -> form(kind, secret))
                        .or(() ->
                                ends.filter(end -> !now.isBefore(end))
                                        .map(end -> ENDED.formatted(Times.text(end))));
        return wrong.<Paste>map(why -> new Bad(kind, wrongName.isPresent(), why))
                .orElseGet(() ->
                        new Good(
                                new Credential(
                                        kind,
                                        secret,
                                        Optional.of(user).filter(name -> !name.isEmpty()),
                                        ends,
                                        Optional.empty())));
    }

    private static Optional<String> name(String user, boolean needed) {
        if (user.isEmpty() && needed) {
            return Optional.of("Write the name of your account on the cluster.");
        }
        return NAME.matcher(user).matches()
                ? Optional.empty()
                : Optional.of("A name there has no spaces or accented letters.");
    }

    private static Optional<String> form(Kind kind, Secret secret) {
        if (kind == Kind.CERTIFICATE) {
            return Expiry.complete(secret) ? Optional.empty() : Optional.of(NO_CERTIFICATE);
        }
        return ONE_WORD.matcher(secret.reveal()).matches()
                ? Optional.empty()
                : Optional.of(NOT_ONE_WORD);
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
    }
}

package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.port.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** What somebody pasted: a credential, or what is wrong with it, in words for them. */
sealed interface Paste {
    Pattern ONE_WORD = Pattern.compile("[\\x21-\\x7e]+");
    Pattern NAME = Pattern.compile("[\\x21-\\x7e]{0,256}");

    record Good(Credential credential) implements Paste {}

    /**
     * It will not do.
     *
     * @param kind which form it came from
     * @param name whether it is the name that is wrong, not the secret
     */
    record Bad(Kind kind, boolean name, String why) implements Paste {}

    /** Nothing if the form is none of ours. */
    static Optional<Paste> of(HttpServletRequest request, Connectable cluster, Instant now) {
        String wanted = text(request, "kind");
        return cluster.kinds().stream()
                .filter(kind -> kind.text().equals(wanted))
                .findFirst()
                .map(kind -> read(request, cluster, kind, now));
    }

    private static Paste read(
            HttpServletRequest request, Connectable cluster, Kind kind, Instant now) {
        String user = text(request, "user");
        String secret = text(request, "secret");
        if (cluster.named() && !NAME.matcher(user).matches()) {
            return new Bad(kind, true, "A name there has no spaces or accented letters.");
        }
        if (secret.isEmpty()) {
            return new Bad(kind, false, "Nothing was pasted.");
        }
        if (kind != Kind.CERTIFICATE && !ONE_WORD.matcher(secret).matches()) {
            return new Bad(
                    kind,
                    false,
                    "This has spaces, line ends or letters in it that such a secret never has. Paste it alone.");
        }
        if (kind == Kind.CERTIFICATE && !Expiry.complete(secret)) {
            return new Bad(
                    kind,
                    false,
                    "This is not a certificate with its private key in PEM. Paste the whole file, from the first -----BEGIN to"
                            + " the last END-----.");
        }
        Optional<Instant> expires = Expiry.of(kind, secret);
        return expires.filter(end -> !now.isBefore(end))
                .<Paste>map(end ->
                        new Bad(
                                kind,
                                false,
                                "This ended on "
                                        + Times.text(end)
                                        + ". Get a new one from the cluster."))
                .orElseGet(() ->
                        new Good(
                                new Credential(
                                        kind,
                                        Secret.of(secret),
                                        Optional.of(user)
                                                .filter(name -> cluster.named() && !name.isEmpty()),
                                        expires,
                                        Optional.empty())));
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
    }
}

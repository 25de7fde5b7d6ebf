package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential.Kind;

/**
 * How a kind of secret is called on the page.
 *
 * @param some with its article, at the beginning of a sentence
 */
record KindWords(String some, String the, String label, String hint) {
    static KindWords of(Kind kind) {
        return switch (kind) {
            case TOKEN ->
                    new KindWords(
                            "A token",
                            "the token",
                            "Token",
                            "As the cluster gave it to you, without “Bearer”.");
            case API_KEY ->
                    new KindWords(
                            "An API key",
                            "the API key",
                            "API key",
                            "As it stands in your account there.");
            case COOKIE ->
                    new KindWords(
                            "A cookie",
                            "the cookie",
                            "Value of the cookie",
                            "From your browser, while you are signed in there. It ends when that does.");
            case CERTIFICATE ->
                    new KindWords(
                            "A certificate",
                            "the certificate",
                            "Certificate and private key",
                            "The whole PEM file, with every line that begins with dashes.");
        };
    }
}

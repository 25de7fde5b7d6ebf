package dev.hpcmcp.app.http.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The pages, as files; whatever is put into them is escaped. */
final class Pages {
    private static final Mustache.Compiler MUSTACHE =
            Mustache.compiler().escapeHTML(true).strictSections(true);

    private final String style = read("style.css");
    private final Template frame = template("frame.html");
    private final Template signIn = template("sign-in.html");
    private final Template connect = template("connect.html");
    private final Template message = template("message.html");
    private final Template onward = template("onward.html");

    /** No scripts and no frames; forms lead nowhere but here, and the one style is this one. */
    String policy() {
        return "default-src 'none'; style-src 'sha256-"
                + digest(style)
                + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    }

    void signIn(HttpServletResponse response, int status, Map<String, Object> values)
            throws IOException {
        send(response, status, status == 200 ? "Sign in" : "Error: sign in", signIn, values);
    }

    void connect(HttpServletResponse response, int status, String title, Map<String, Object> values)
            throws IOException {
        send(response, status, title, connect, values);
    }

    void message(HttpServletResponse response, Message it) throws IOException {
        message(response, it, Optional.empty());
    }

    /**
     * @param link where to begin again
     */
    void message(HttpServletResponse response, Message it, Optional<String> link)
            throws IOException {
        if (it.status() == 503) {
            response.setHeader("Retry-After", "60");
        }
        send(
                response,
                it.status(),
                it.title(),
                message,
                Map.of(
                        "title",
                        it.title(),
                        "words",
                        it.words(),
                        "link",
                        link.orElse(""),
                        "linked",
                        link.isPresent()));
    }

    /** Goes on by itself: a form may not lead to another site, and need not to. */
    void onward(HttpServletResponse response, String host, String url) throws IOException {
        response.setHeader("Refresh", "0; url=" + url);
        send(response, 200, "On to " + host, onward, Map.of("host", host, "url", url));
    }

    private void send(
            HttpServletResponse response,
            int status,
            String title,
            Template body,
            Map<String, Object> values)
            throws IOException {
        String page =
                frame.execute(Map.of("title", title, "style", style, "body", body.execute(values)));
        byte[] bytes = page.getBytes(UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static Template template(String name) {
        return MUSTACHE.compile(read(name));
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

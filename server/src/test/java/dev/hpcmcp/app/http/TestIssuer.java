package dev.hpcmcp.app.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A real identity provider, on one port for its whole life. Its keys can be changed and used by
 * tests, so that they can make tokens which it would not.
 */
final class TestIssuer implements AutoCloseable {
    static final String CALLBACK = "http://127.0.0.1:8765/callback";

    private final int port;
    private volatile RSAKey key = newKey();
    private AnnotationConfigServletWebServerApplicationContext context;

    /** Not there yet, but it will be at this place. */
    TestIssuer() throws IOException {
        this(free());
    }

    private TestIssuer(int port) {
        this.port = port;
        this.context = new AnnotationConfigServletWebServerApplicationContext();
    }

    private static int free() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    /** For {@code dev/clients}: serves until it is killed. Arguments: none. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        TestIssuer issuer = new TestIssuer().start();
        System.out.println("issuer " + issuer.url());
        Thread.currentThread().join();
    }

    static String secret(String client) {
        return client + "-secret-of-the-tests";
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    RSAKey key() {
        return key;
    }

    void rotate() {
        key = newKey();
    }

    TestIssuer start() {
        context = new AnnotationConfigServletWebServerApplicationContext();
        context.registerBean(TestIssuer.class, () -> this);
        var spring = new SpringApplication(TestIssuerRules.class);
        spring.setApplicationContextFactory(type -> context);
        spring.setLogStartupInfo(false);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setRegisterShutdownHook(false);
        spring.setAddCommandLineProperties(false);
        spring.setListeners(List.of());
        spring.setInitializers(List.of());
        spring.run();
        return this;
    }

    /** A token as this issuer makes them, for the resource, changed as the test wants it. */
    String token(String resource, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(key, resource, change);
    }

    String signed(RSAKey by, String resource, UnaryOperator<JWTClaimsSet.Builder> change) {
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(url())
                        .subject("alice")
                        .audience(resource)
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("scope", "clusters:read");
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(),
                        change.apply(claims).build());
        try {
            jwt.sign(new RSASSASigner(by));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    /** What a client gets for a person who signs in: access token, refresh token and all. */
    JsonNode login(String client, String user, String resource, String scopes)
            throws IOException, InterruptedException {
        String question =
                "response_type=code&client_id=%s&redirect_uri=%s&resource=%s&scope=%s"
                        .formatted(client, encoded(CALLBACK), encoded(resource), encoded(scopes));
        HttpResponse<String> page =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(url() + "/oauth2/authorize?" + question))
                                        .header(TestIssuerRules.LOGIN, user)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        String code =
                page.headers().firstValue("Location").orElseThrow().replaceFirst(".*code=", "");
        String form =
                "grant_type=authorization_code&code=%s&redirect_uri=%s&resource=%s"
                        .formatted(code, encoded(CALLBACK), encoded(resource));
        return RawClient.JSON.readTree(post("/oauth2/token", client, form));
    }

    /** A token by the client credentials grant: of the client {@code robot}, or {@code opaque}. */
    String granted(String client, String resource, String scopes)
            throws IOException, InterruptedException {
        String form =
                "grant_type=client_credentials&resource=%s&scope=%s"
                        .formatted(encoded(resource), encoded(scopes));
        return RawClient.JSON
                .readTree(post("/oauth2/token", client, form))
                .path("access_token")
                .asString();
    }

    /** Where somebody is sent who signs in here and came from that address. */
    String signedIn(String user, String address) throws IOException, InterruptedException {
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(address))
                                        .header(TestIssuerRules.LOGIN, user)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + answer.body()));
    }

    void revoke(String client, String token) throws IOException, InterruptedException {
        post("/oauth2/revoke", client, "token=" + encoded(token));
    }

    private String post(String path, String client, String form)
            throws IOException, InterruptedException {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (client + ":" + secret(client)).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url() + path))
                                        .header("Authorization", "Basic " + basic)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(HttpRequest.BodyPublishers.ofString(form))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static RSAKey newKey() {
        try {
            return Objects.requireNonNull(
                    new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (context.isActive()) {
            context.close();
        }
    }
}

package dev.hpcmcp.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that nobody should send: nothing of them comes back, or into the log. */
@Timeout(60)
final class HttpInjectionTest {
    private static final String PLANTED = "planted-5c1e";
    private static final List<String> HEADERS =
            List.of(
                    "X-MCP-Toolsets",
                    "X-MCP-Readonly",
                    "Mcp-Session-Id",
                    "MCP-Protocol-Version",
                    "Mcp-Method",
                    "Last-Event-ID",
                    "Authorization",
                    "Host",
                    "Origin",
                    "Accept",
                    "Content-Type",
                    "Forwarded",
                    "X-Forwarded-Host",
                    "X-Forwarded-For",
                    "X-Request-Id",
                    "User-Agent");

    private static TestServer server;
    private static final StringBuilder LOG = new StringBuilder();
    private static final Handler LISTENER =
            new Handler() {
                private final SimpleFormatter format = new SimpleFormatter();

                @Override
                public synchronized void publish(LogRecord line) {
                    boolean ours = line.getLoggerName().startsWith("dev.hpcmcp");
                    if (ours || line.getLevel().intValue() >= Level.WARNING.intValue()) {
                        LOG.append(format.format(line));
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeAll
    static void open() {
        server = new TestServer();
        LISTENER.setLevel(Level.INFO);
        Logger.getLogger("").addHandler(LISTENER);
    }

    @AfterAll
    static void close() {
        Logger.getLogger("").removeHandler(LISTENER);
        server.close();
    }

    static Stream<String> values() {
        return Stream.of(
                PLANTED,
                PLANTED + "\r\n X-Evil: " + PLANTED,
                PLANTED + "\rX-Evil: " + PLANTED,
                PLANTED + "\nX-Evil: " + PLANTED,
                PLANTED + "\u0000" + PLANTED,
                PLANTED + "\u001b[2K\u0008\u007f",
                PLANTED + new String("\u202e\u2028\u0130ﬀ".getBytes(UTF_8), ISO),
                PLANTED + "%0d%0aX-Evil:%20" + PLANTED,
                "\"" + PLANTED + "\", error=\"" + PLANTED,
                PLANTED + "x".repeat(4_000),
                PLANTED + "x".repeat(40_000));
    }

    private static final java.nio.charset.Charset ISO =
            java.nio.charset.StandardCharsets.ISO_8859_1;

    private static String post(String more) {
        String body = RawClient.INITIALIZE;
        return "POST /mcp HTTP/1.1\r\n"
                + more
                + "Connection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    private static String ask(String request) throws Exception {
        try (var socket = new RawSocket(server.http.port())) {
            socket.say(request);
            return socket.rest();
        }
    }

    private static String header(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    /** Those of a good client, without one. */
    private static String others(String name) {
        return Stream.of(
                        header("Host", "localhost"),
                        header("Authorization", "Bearer alice-token"),
                        header("Content-Type", "application/json"),
                        header("Accept", "application/json"))
                .filter(line -> !line.startsWith(name + ":"))
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @MethodSource("values")
    void nothingOfAHeaderIsSaidAgain(String value) throws Exception {
        for (String name : HEADERS) {
            String answer = ask(post(others(name) + header(name, value)));
            assertThat(answer).as(name).doesNotContain(PLANTED).doesNotContainIgnoringCase("evil");
            assertThat(answer).as(name).doesNotContain("Tomcat", "Exception", "\tat ");
            assertThat(answer)
                    .as(name)
                    .satisfiesAnyOf(
                            it -> assertThat(it).isEmpty(),
                            it -> assertThat(it).startsWith("HTTP/1.1 200"),
                            it -> assertThat(it).startsWith("HTTP/1.1 4"));
        }
        assertThat(LOG.toString()).doesNotContain(PLANTED);
        assertThat(server.client().initialized().header("Mcp-Session-Id")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Authorization: Bearer bob-token",
                "Content-Type: text/plain",
                "Content-Length: 1",
                "Transfer-Encoding: chunked",
                "Mcp-Session-Id: one\r\nMcp-Session-Id: two",
                "Origin: http://localhost\r\nOrigin: https://evil.example"
            })
    void whatIsSaidTwiceIsNotGuessedAt(String again) throws Exception {
        String answer = ask(post(others("") + again + "\r\n"));
        assertThat(answer).startsWith("HTTP/1.1 4");
    }

    @Test
    void whatAProxyMaySayOfUsIsNotBelieved() throws Exception {
        String more =
                header("X-Forwarded-Host", "evil.example")
                        + header("X-Forwarded-Proto", "https")
                        + header("Forwarded", "host=evil.example;proto=https");
        String refused =
                ask(post(header("Host", "evil.example") + more + header("Authorization", "x")));
        assertThat(refused).startsWith("HTTP/1.1 421");
        assertThat(ask(post(header("Host", "localhost") + more)))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("evil");
    }

    @Test
    void namesOfToolsAndMethodsAreNoLinesOfTheLog() throws Exception {
        var client = server.client().initialized();
        String lie = PLANTED + "\\n2026-01-01T00:00:00Z WARNING dev.hpcmcp lie\\u001b[2K";
        client.post(RawClient.call(1, lie, "{}"));
        client.post("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"%s\"}".formatted(lie));
        client.post("{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"tools/list\"}".formatted(lie));
        client.post(RawClient.call(3, "boom", "{\"text\":\"%s\"}".formatted(lie)));
        client.post(RawClient.INITIALIZE.replace("\"name\":\"t\"", "\"name\":\"" + lie + "\""));

        assertThat(LOG.toString()).doesNotContain(PLANTED).contains("boom");
    }
}

package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Failure;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest extends RestFixture {
    private String asked(Url url) {
        answers(ok("{}"));
        rest.send(Call.get(url));
        return left().getLast().getUrl();
    }

    @Test
    void keepsThePathOfItsBase() {
        Endpoint portal = Endpoint.of("lab", server.baseUrl() + "/pun/sys/ood-api/");

        assertThat(asked(portal.at("api", "v1", "jobs"))).isEqualTo("/pun/sys/ood-api/api/v1/jobs");
        assertThat(asked(portal.at("checkpoints").slash()))
                .isEqualTo("/pun/sys/ood-api/checkpoints/");
        assertThat(asked(portal.origin().at("openapi.json"))).isEqualTo("/openapi.json");
    }

    @Test
    void encodesAnIdOnce() throws IOException {
        try (RawServer raw =
                RawServer.playing(connection -> {
                    connection.read();
                    connection.answer("{}");
                })) {
            rest.send(Call.get(Endpoint.of("lab", raw.url()).at("job", "22+1 a%2Fb?x#y;é\"")));

            assertThat(raw.requests().getFirst())
                    .startsWith("GET /job/22%2B1%20a%252Fb%3Fx%23y%3B%C3%A9%22 HTTP/1.1\r\n");
        }
    }

    @Test
    void keepsQueryParametersInOrderAndEncodesThemOnce() {
        Url url =
                jobs().query("state", "RUNNING")
                        .query("path", "~/a b&c=d+e%")
                        .query("state", "x")
                        .query("n", 7);

        assertThat(asked(url))
                .isEqualTo("/jobs?state=RUNNING&path=~%2Fa%20b%26c%3Dd%2Be%25&state=x&n=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "../x", "a/b", "/", "a\\b", "a\nb", "\u0000", "a\u007f", "\ud800"
            })
    void refusesAnIdThatIsNotOneStep(String id) {
        assertThat(Failures.of(() -> jobs().at(id))).isInstanceOf(Failure.InvalidInput.class);
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "%2e%2e,/jobs/%252e%252e",
        "..%2f,/jobs/..%252f",
        "...,/jobs/...",
        "a;b,/jobs/a%3Bb"
    })
    void sendsAnIdThatOnlyLooksLikeAStepAsAnId(String id, String path) {
        assertThat(asked(jobs().at(id))).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://h/x",
                "file:///etc/passwd",
                "h/x",
                "",
                "http://me:s3cret@h/",
                "http://h/?key=s3cret",
                "http://h/#s3cret"
            })
    void refusesABaseThatIsNotAPlainWebAddress(String base) {
        assertThatThrownBy(() -> Endpoint.of("lab", base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lab")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void showsNoQuery() {
        assertThat(Call.get(jobs().query("q", "s3cret"))).hasToString("GET lab /jobs");
    }
}

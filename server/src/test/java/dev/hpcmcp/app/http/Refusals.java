package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What every refusal has to look like. */
final class Refusals {
    private Refusals() {}

    static JsonNode refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = json(answer);
        assertThat(body.path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(body.has("id")).isTrue();
        assertThat(body.path("error").path("message").asString()).isNotBlank();
        assertNothingLeaks(answer.body());
        return body.path("error");
    }

    static void assertNothingLeaks(String body) {
        assertThat(body)
                .doesNotContain("Exception", "dev.hpcmcp", "io.modelcontextprotocol", "Tomcat")
                .doesNotContain("\\tat ", ".java:", "alice-token");
    }
}

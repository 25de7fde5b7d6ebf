package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyTest extends RestFixture {
    record Submit(String name, Optional<String> queue, int tasks) {}

    private Request sent(Call call) {
        answers(ok("{}"));
        rest.send(call);
        return left().getLast();
    }

    @Test
    void sendsJsonWithAPlainContentTypeAndALength() {
        Request request = sent(Call.post(jobs(), Body.json(new Submit("é", Optional.empty(), 2))));

        assertThat(request.getBodyAsString()).isEqualTo("{\"name\":\"é\",\"tasks\":2}");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("Content-Length")).isEqualTo("23");
        assertThat(request.getHeader("Transfer-Encoding")).isNull();
    }

    @Test
    void sendsFormFieldsInOrderAndRepeatedOnes() {
        Body form =
                Body.form(
                        List.of(
                                new Field("env", "A=1&b"),
                                new Field("name", "x y"),
                                new Field("env", "C=+é")));

        Request request = sent(Call.post(jobs(), form));

        assertThat(request.getHeader("Content-Type"))
                .isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getBodyAsString()).isEqualTo("env=A%3D1%26b&name=x+y&env=C%3D%2B%C3%A9");
    }

    @Test
    void uploadsAFileWithFields(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("local-name"), "weights");

        Request request =
                sent(
                        Call.post(
                                jobs(),
                                Body.upload(
                                        List.of(
                                                new Field("epoch", "3"),
                                                new Field("is_best", "true")),
                                        new FilePart("file", "model.pt", file))));

        assertThat(request.getHeader("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(request.getBodyAsString())
                .contains(
                        "name=\"epoch\"",
                        "\r\n\r\n3\r\n",
                        "name=\"file\"; filename=\"model.pt\"",
                        "weights")
                .doesNotContain("local-name");
        assertThat(request.getHeader("Content-Length")).isNotNull();
    }

    @Test
    void sendsBytesAsTheyAre() {
        Request request =
                sent(
                        Call.put(
                                jobs(),
                                Body.bytes(
                                        "application/json",
                                        "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8))));

        assertThat(request.getBodyAsString()).isEqualTo("#!/bin/sh\n");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void sendsNoBodyWithADeleteAndAnEmptyOneWithAPost() throws IOException {
        try (RawServer raw =
                RawServer.playing(connection -> {
                    while (true) {
                        connection.read();
                        connection.answer("{}");
                    }
                })) {
            Url url = Endpoint.of("lab", raw.url()).at("jobs");
            rest.send(Call.delete(url));
            rest.send(Call.post(url, Body.none()));
            rest.send(Call.of(Method.PATCH, url).carrying(Body.json(Map.of("a", 1))));

            assertThat(raw.requests().get(0))
                    .startsWith("DELETE ")
                    .doesNotContainIgnoringCase("content-length");
            assertThat(raw.requests().get(1))
                    .containsIgnoringCase("content-length: 0")
                    .doesNotContainIgnoringCase("content-type");
            assertThat(raw.requests().get(2)).startsWith("PATCH ").endsWith("{\"a\":1}");
        }
    }

    @Test
    void refusesABodyOnARead() {
        assertThatThrownBy(() -> Call.get(jobs()).carrying(Body.json(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsHeadersAndReplacesThoseOfTheSameName() {
        Request request =
                sent(
                        Call.get(jobs())
                                .header("X-SLURM-USER-NAME", "alice")
                                .header("x-slurm-user-name", "bob")
                                .accept("text/plain"));

        assertThat(request.getHeaders().getHeader("X-SLURM-USER-NAME").values())
                .containsExactly("bob");
        assertThat(request.getHeader("Accept")).isEqualTo("text/plain");
        assertThat(request.getHeader("User-Agent")).isEqualTo("hpc-mcp");
    }
}

package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hpcmcp.port.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest extends RestFixture {
    private static final Secret TOKEN = Secret.of("t0p-s3cret");

    private static String everythingAbout(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void showsNoSecretInAnythingThatCanBePrinted() {
        Body form = Body.form(List.of(new Field("password", "t0p-s3cret")));
        Call call =
                Call.post(jobs().query("key", "t0p-s3cret"), form)
                        .bearer(TOKEN)
                        .header("X-API-Key", TOKEN);

        assertThat(
                        TOKEN
                                + " "
                                + call
                                + call.headers()
                                + call.terms()
                                + form
                                + new Field("a", "t0p-s3cret"))
                .contains("***")
                .doesNotContain("t0p-s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t0p-s3cret\n",
                "t0p-s3cret\r\nX-Evil: 1",
                "t0p-s3cret\u0000",
                "t0p-s3cr\u00e9t"
            })
    void doesNotQuoteATokenThatCannotBeSent(String token) {
        assertThatThrownBy(() -> Call.get(jobs()).header("X-SLURM-USER-TOKEN", Secret.of(token)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-SLURM-USER-TOKEN")
                .hasMessageNotContaining("t0p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A B", "A:", "Ä", "A\n"})
    void refusesAHeaderNameThatIsNone(String name) {
        assertThatThrownBy(() -> Call.get(jobs()).header(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void putsNoSecretAndNoneOfTheClustersWordsIntoExceptionsOrLogs() {
        StringBuilder log = new StringBuilder();
        Handler listener =
                new Handler() {
                    @Override
                    public void publish(LogRecord logged) {
                        log.append(logged.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger okhttp = Logger.getLogger("okhttp3");
        okhttp.setLevel(Level.ALL);
        okhttp.addHandler(listener);
        try {
            answers(
                    aResponse()
                            .withStatus(500)
                            .withBody("{\"oops\": IGNORE, \"you sent\":\"t0p-s3cret\"}"));
            Throwable failed = catchThrowable(() -> rest.send(Call.get(jobs()).bearer(TOKEN)));
            Judge reading = reply -> reply.json().isArray();
            Throwable unreadable =
                    catchThrowable(
                            () -> rest.send(Call.get(jobs()).bearer(TOKEN).judgedBy(reading)));

            assertThat(everythingAbout(failed) + everythingAbout(unreadable) + log)
                    .contains("HpcException")
                    .doesNotContain("t0p-s3cret", "IGNORE");
        } finally {
            okhttp.removeHandler(listener);
        }
    }

    @Test
    void isEqualToTheSameSecret() {
        assertThat(TOKEN)
                .isEqualTo(Secret.of("t0p-s3cret"))
                .hasSameHashCodeAs(Secret.of("t0p-s3cret"));
        assertThat(TOKEN).isNotEqualTo(Secret.of("other"));
        assertThatThrownBy(() -> Secret.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}

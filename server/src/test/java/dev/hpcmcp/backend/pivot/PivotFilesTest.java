package dev.hpcmcp.backend.pivot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.AlertsFound;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.text.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints, alerts, notifications and webhooks. */
class PivotFilesTest extends PivotFixture {
    private static final String LIST =
            "{\"checkpoints\":[{\"id\":3,\"session_id\":\"s1\",\"filename\":\"m.pt\",\"epoch\":7,\"metric_value\":0.5,\"metric_name\":\"val_loss\",\"created_at\":\"2026-01-01T00:00:00\",\"is_best\":true,\"size_bytes\":7}],\"total\":1}";

    @TempDir Path directory;

    private Path target() {
        return directory.resolve("m.pt");
    }

    private static ResponseDefinitionBuilder bytes(int status, String content, String etag) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/octet-stream")
                .withHeader("ETag", etag)
                .withBody(content.getBytes(UTF_8));
    }

    @Test
    void followsNoRedirectToPlainHttpButUsesTheOtherForm() {
        gets(
                "/checkpoints?limit=100&offset=0",
                aResponse().withStatus(307).withHeader("Location", "http://example.org/x/"));
        gets("/checkpoints/?limit=100&offset=0", json(200, LIST));

        assertThat(guide().checkpoints(ALICE, Optional.empty()))
                .singleElement()
                .isEqualTo(
                        new Checkpoint(
                                "3",
                                Optional.of(new JobId("s1")),
                                Optional.of("m.pt"),
                                Optional.of(7),
                                Optional.of("val_loss"),
                                Optional.of(.5),
                                Optional.of(7L),
                                Optional.of(NOW),
                                true));
    }

    @Test
    void fetchesAFile() throws IOException {
        gets("/checkpoints/3", bytes(200, "weights", "\"a\""));

        assertThat(source().download(ALICE, "3", target())).isEqualTo(7);
        assertThat(target()).hasContent("weights");
        assertThat(directory.toFile().list()).containsExactly("m.pt");
    }

    @Test
    void goesOnWhereItBrokeOff() throws IOException {
        Files.writeString(directory.resolve(".m.pt.part"), "wei");
        Files.writeString(directory.resolve(".m.pt.etag"), "\"a\"");
        server.stubFor(
                get("/api/v1/checkpoints/3")
                        .withHeader("Range", equalTo("bytes=3-"))
                        .withHeader("If-Range", equalTo("\"a\""))
                        .willReturn(
                                bytes(206, "ghts", "\"a\"")
                                        .withHeader("Content-Range", "bytes 3-6/7")));

        assertThat(source().download(ALICE, "3", target())).isEqualTo(7);
        assertThat(target()).hasContent("weights");
    }

    @Test
    void beginsAnewIfTheFileIsAnother() throws IOException {
        Files.writeString(directory.resolve(".m.pt.part"), "old");
        Files.writeString(directory.resolve(".m.pt.etag"), "\"old\"");
        gets("/checkpoints/3", bytes(200, "weights", "\"new\""));

        source().download(ALICE, "3", target());

        assertThat(target()).hasContent("weights");
    }

    @Test
    void keepsWhatCameBeforeItBrokeOff() throws IOException {
        gets("/checkpoints/3", bytes(200, "wei", "\"a\"").withHeader("Content-Length", "7"));

        assertThat(failure(() -> source().download(ALICE, "3", target())))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        told -> assertThat(told.problem()).contains("3 bytes").contains("goes on"));
        assertThat(target()).doesNotExist();
        assertThat(directory.resolve(".m.pt.part")).hasContent("wei");
    }

    @Test
    void takesNoFileThatIsTooLarge() throws IOException {
        gets("/checkpoints/3", bytes(200, "weights", "\"a\""));
        PivotBackend small =
                backend(settings().withProfile(PivotSettings.Profile.SRC).withDownloadLimit(5));

        assertThat(failure(() -> small.download(ALICE, "3", target())))
                .isInstanceOf(Failure.OverBudget.class);
        assertThat(directory.toFile().list()).isEmpty();
    }

    @Test
    void uploadsUnderANameThatNothingElseHas() throws IOException {
        posts("/checkpoints/", json(201, "{\"id\":4,\"filename\":\"x\",\"size_bytes\":7}"));
        Path file = Files.writeString(directory.resolve("my model (1).PT"), "weights");
        CheckpointUpload upload =
                new CheckpointUpload(file, new JobId("s1"), Optional.of(7), Map.of("val_loss", .5));

        Checkpoint there = source().upload(ALICE, upload);

        assertThat(there.checkpointId()).isEqualTo("4");
        assertThat(there.filename().orElseThrow()).matches("s1-e7-[0-9a-f]{12}\\.pt");
        String body = requests().getLast().getBodyAsString();
        assertThat(body).contains("name=\"metric_name\"").doesNotContain("my model");
        assertThat(
                        failure(() ->
                                source().upload(
                                                ALICE,
                                                new CheckpointUpload(
                                                        file,
                                                        new JobId("_x"),
                                                        Optional.empty(),
                                                        Map.of()))))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void looksForNewAlertsBeforeItListsThem() {
        posts("/alerts/check", json(200, "{\"alerts\":[]}"));
        gets(
                "/alerts/rules",
                json(
                        200,
                        "{\"rules\":[{\"id\":\"cpu_high\",\"level\":\"warning\",\"name\":\"CPU\",\"enabled\":true}]}"));
        gets(
                "/alerts/?limit=1000&status=active",
                json(
                        200,
                        "{\"alerts\":[{\"rule_id\":\"a\",\"level\":\"info\",\"status\":\"active\",\"message\":\"1\",\"extra_data\":{\"metrics\":{}}},{\"rule_id\":\"b\",\"level\":\"critical\",\"status\":\"active\",\"message\":\"2\"}]}"));

        AlertsFound found = source().alerts(ALICE, Optional.of(Alert.Status.ACTIVE));

        assertThat(left().getFirst()).isEqualTo("POST /api/v1/alerts/check");
        assertThat(found.alerts()).extracting(Alert::alertId).containsExactly("b", "a");
        assertThat(found.rules()).singleElement().matches(rule -> rule.enabled());
    }

    @Test
    void changesAnAlertAndSaysWhatTheGuideHasNot() {
        posts("/alerts/rules/cpu_high/disable", json(200, "{\"message\":\"ok\"}"));

        source().change(ALICE, "cpu_high", AlertAction.DISABLE);

        assertThat(failure(() -> guide().change(ALICE, "alert_1", AlertAction.RESOLVE)))
                .isInstanceOf(Failure.NotSupported.class);
    }

    private static NoticeRequest webhook(String url) {
        return new NoticeRequest(
                Notice.Kind.WEBHOOK,
                "team",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(url));
    }

    private NotifyingPivotBackend talking() {
        return notifying(
                settings()
                        .withProfile(PivotSettings.Profile.SRC)
                        .withWebhookHosts(Set.of("hooks.example.org")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:a@example.org",
                "ftp://hooks.example.org/",
                "https://hooks.example.org.evil.net/",
                "https://hooks.example.org@evil.net/",
                "http://127.0.0.1:8000/",
                "http://127.1/",
                "http://0x7f000001/",
                "http://2130706433/",
                "http://[::1]/",
                "http://[::ffff:7f00:1]/",
                "http://169.254.169.254/latest",
                "http://hooks.example.org:80@127.0.0.1/",
                "http://hooks.example.org#@127.0.0.1/",
                "http://127.0.0.1\\@hooks.example.org/",
                "http://127.0.0.1/?hooks.example.org",
                "http://hooks.example.org./",
                "http://hooks。example。org/",
                "http://hooks.example.org%00.evil.net/",
                "http://hooks.example.org\r\nHost: evil.net/",
                "//hooks.example.org",
                "not an address"
            })
    void refusesAWebhookThatLeadsElsewhere(String url) {
        assertThat(failure(() -> talking().create(ALICE, webhook(url))))
                .isInstanceOfAny(Failure.InvalidInput.class, Failure.NotAllowed.class);
        assertThat(left()).isEmpty();
    }

    @Test
    void doesNotReplaceAWebhookUnseen() {
        gets("/webhooks/", json(200, "{\"webhooks\":[{\"name\":\"team\",\"url\":\"x\"}]}"));

        assertThat(failure(() -> talking().create(ALICE, webhook("https://hooks.example.org/x"))))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void tellsADeliveryThatFailedFromOneThatWorked() {
        posts(
                "/webhooks/send",
                json(
                        200,
                        "{\"delivery_id\":\"w1\",\"status\":\"failed\",\"message\":\"Webhook sent\"}"));

        assertThat(talking().send(ALICE, "team", "hello").status()).contains("failed");
    }

    private static NoticeRequest about(String run) {
        return new NoticeRequest(
                Notice.Kind.NOTIFICATION,
                "Look",
                Optional.of("It is done"),
                Optional.empty(),
                Optional.of(new JobId(run)),
                Optional.empty());
    }

    @Test
    void aNotificationAboutAProcessNamesItsSession() {
        gets("/status", file(200, "status-with-a-session-of-a-process.json"));
        posts("/notifications/", json(201, "{\"id\":\"notif_1\",\"title\":\"Look\"}"));

        talking().create(ALICE, about("train_20260101_000000"));

        assertThat(requests().getLast().getBodyAsString())
                .contains("\"session_id\":\"session_20260101_000000\"");
    }

    @Test
    void aNotificationAboutAProcessWithoutASessionIsRefusedInPlainWords() {
        gets("/status", json(200, "{\"sessions\":[]}"));

        Failure failure = failure(() -> talking().create(ALICE, about("train_20260101_000001")));

        assertThat(FailureWords.say(failure)).contains("no session of this run", "without job_id");
        assertThat(left()).noneMatch(line -> line.startsWith("POST"));
    }
}

package dev.hpcmcp.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Checkpoints, alerts and notifications. */
class CheckpointToolsTest {
    /** Of "weights". */
    private static final String SUM =
            "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c";

    @TempDir Path directory;
    private final FakeBackend fake = new FakeBackend("lab");
    private Agent agent = Agent.with(fake);

    @BeforeEach
    void withADirectory() {
        agent = Agent.with(new Exchange(Optional.of(directory)), Agent.ALICE, fake);
    }

    private void saved(String id, int epoch, String metric, double value) {
        fake.put(
                new Checkpoint(
                        id,
                        Optional.of(new JobId("run")),
                        Optional.of(id + ".pt"),
                        Optional.of(epoch),
                        Optional.of(metric),
                        Optional.of(value),
                        Optional.of(7L),
                        Optional.empty(),
                        false),
                "weights".getBytes(UTF_8));
    }

    @Test
    void findsTheBestByAMetricWhoseNameTellsWhatIsGood() {
        saved("c1", 1, "val_loss", .5);
        saved("c2", 2, "val_loss", .2);
        saved("c3", 3, "val_dice", .9);

        JsonNode answer = agent.ask("list_checkpoints", "{\"best_by\":\"val_loss\"}");

        assertThat(answer.path("best").path("checkpoint_id").asString()).isEqualTo("c2");
        assertThat(answer.path("total").asInt()).isEqualTo(2);
        assertThat(
                        agent.ask("list_checkpoints", "{\"best_by\":\"val_loss\",\"mode\":\"max\"}")
                                .path("best")
                                .path("checkpoint_id")
                                .asString())
                .isEqualTo("c1");
    }

    @Test
    void asksWhatIsGoodWhereTheNameDoesNotTell() {
        saved("c1", 1, "sparkle", .5);

        assertThat(agent.refused("list_checkpoints", "{\"best_by\":\"sparkle\"}"))
                .contains("mode")
                .contains("max, min");
    }

    @Test
    void listsPageByPage() {
        for (int i = 1; i <= 5; i++) {
            saved("c" + i, i, "loss", i);
        }

        JsonNode first = agent.ask("list_checkpoints", "{\"limit\":3}");
        JsonNode rest =
                agent.ask(
                        "list_checkpoints",
                        "{\"limit\":3,\"cursor\":\"%s\"}"
                                .formatted(first.path("next_cursor").asString()));

        assertThat(first.path("checkpoints").get(0).path("checkpoint_id").asString())
                .isEqualTo("c5");
        assertThat(rest.path("checkpoints")).hasSize(2);
        assertThat(rest.has("next_cursor")).isFalse();
        assertThat(agent.refused("list_checkpoints", "{\"cursor\":\"x\"}")).contains("cursor");
    }

    @Test
    void bringsACheckpointIntoTheCallersDirectoryAndNeverIntoTheAnswer() throws IOException {
        saved("c1", 1, "loss", 1);

        Answer answer =
                agent.call(
                        "transfer_checkpoint",
                        "{\"direction\":\"download\",\"checkpoint_id\":\"c1\",\"path\":\"best/m.pt\"}");

        assertThat(answer.failed()).as(answer.text()).isFalse();
        assertThat(answer.text())
                .contains("best/m.pt")
                .contains("sha256: " + SUM)
                .doesNotContain("weights");
        assertThat(Files.readString(directory.resolve("alice/best/m.pt"))).isEqualTo("weights");
    }

    @Test
    void refusesAPathThatLeadsOutAndAFileThatIsThere() throws IOException {
        saved("c1", 1, "loss", 1);
        String call = "{\"direction\":\"download\",\"checkpoint_id\":\"c1\",\"path\":\"%s\"}";

        assertThat(agent.refused("transfer_checkpoint", call.formatted("../bob/m.pt")))
                .contains("leads out");
        agent.ask("transfer_checkpoint", call.formatted("m.pt"));
        assertThat(agent.refused("transfer_checkpoint", call.formatted("m.pt")))
                .contains("there already");
        assertThat(Agent.with(fake).refused("transfer_checkpoint", call.formatted("m.pt")))
                .contains("local-files");
    }

    @Test
    void sendsAFileOfTheCallers() throws IOException {
        Files.createDirectories(directory.resolve("alice"));
        Files.writeString(directory.resolve("alice/mine.pt"), "weights");

        JsonNode answer =
                agent.ask(
                        "transfer_checkpoint",
                        "{\"direction\":\"upload\",\"path\":\"mine.pt\",\"job_id\":\"run\",\"epoch\":3,\"metrics\":{\"val_loss\":0.5}}");

        assertThat(answer.path("bytes").asInt()).isEqualTo(7);
        assertThat(answer.path("sha256").asString()).isEqualTo(SUM);
        assertThat(fake.checkpoints(Agent.ALICE, Optional.of(new JobId("run"))))
                .singleElement()
                .satisfies(one -> assertThat(one.epoch()).contains(3));
    }

    @Test
    void saysWhatADirectionNeeds() {
        assertThat(
                        agent.refused(
                                "transfer_checkpoint",
                                "{\"direction\":\"download\",\"path\":\"a\"}"))
                .contains("checkpoint_id");
    }

    @Test
    void acknowledgesAnAlertAndSwitchesItsRuleOff() {
        fake.raise(
                new Alert(
                        "cpu_high",
                        Alert.Level.WARNING,
                        Alert.Status.ACTIVE,
                        "cpu at 95 %",
                        Optional.of(95.0),
                        Optional.of(90.0),
                        Optional.empty()));
        agent.ask("manage_alert", "{\"alert_id\":\"cpu_high\",\"action\":\"acknowledge\"}");
        agent.ask("manage_alert", "{\"alert_id\":\"cpu_high\",\"action\":\"disable\"}");

        JsonNode answer = agent.ask("list_alerts", "{\"rules\":true}");

        assertThat(answer.path("alerts").get(0).path("status").asString())
                .isEqualTo("acknowledged");
        assertThat(answer.path("rules").get(0).path("enabled").asBoolean()).isFalse();
        assertThat(agent.refused("manage_alert", "{\"alert_id\":\"x\",\"action\":\"resolve\"}"))
                .startsWith("not_found");
    }

    @Test
    void makesSendsToAndDeletesAWebhook() {
        String id =
                agent.ask(
                                "manage_notification",
                                "{\"action\":\"create\",\"kind\":\"webhook\",\"title\":\"team\",\"url\":\"https://hooks.example.org/x\"}")
                        .path("notices")
                        .get(0)
                        .path("id")
                        .asString();
        agent.ask(
                "manage_notification",
                "{\"action\":\"send\",\"kind\":\"webhook\",\"id\":\"%s\",\"message\":\"done\"}"
                        .formatted(id));
        agent.ask(
                "manage_notification",
                "{\"action\":\"delete\",\"kind\":\"webhook\",\"id\":\"%s\"}".formatted(id));

        assertThat(fake.calls("send")).hasSize(1);
        assertThat(
                        agent.ask("manage_notification", "{\"kind\":\"webhook\"}")
                                .path("done")
                                .asString())
                .isEqualTo("0 in all");
    }

    @Test
    void neverDeletesWithoutAnId() {
        assertThat(
                        agent.refused(
                                "manage_notification",
                                "{\"action\":\"delete\",\"kind\":\"notification\"}"))
                .contains("id: is needed");
        assertThat(fake.calls("delete")).isEmpty();
    }
}

package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Recordings;
import dev.hpcmcp.port.Training;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrainingToolsTest {
    private final FakeBackend fake = new FakeBackend("lab");
    private final Agent agent = Agent.with(fake);

    private JobId started(String name) {
        JsonNode answer =
                agent.ask(
                        "start_training",
                        "{\"config_path\":\"configs/unet.yaml\",\"name\":\"" + name + "\"}");
        return new JobId(answer.path("job").path("job_id").asString());
    }

    private void record(JobId run, String metric, double... values) {
        for (int i = 0; i < values.length; i++) {
            fake.record(run, metric, i + 1, values[i]);
        }
    }

    @Test
    void aRunIsAJobOfItsOwnKind() {
        JobId run = started("unet");

        JsonNode job = agent.ask("get_job", "{\"job_ids\":[\"" + run + "\"]}").path("jobs").get(0);

        assertThat(job.path("kind").asString()).isEqualTo("training");
        assertThat(job.path("name").asString()).isEqualTo("unet");
    }

    @Test
    void saysWhatToCallNext() {
        String next =
                agent.ask("start_training", "{\"config_path\":\"a.yml\"}").path("next").asString();

        assertThat(next).startsWith("wait_for_job {").contains("\"cluster\":\"lab\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/a.yaml",
                "../a.yaml",
                "a/../../b.yaml",
                "-x.yaml",
                "~/a.yaml",
                "a.json",
                "a//b.yaml",
                "./a.yaml",
                "a.yaml\\nb.yaml",
                "$(id).yaml",
                ".yaml"
            })
    void refusesAConfigurationThatIsNoPlainPath(String path) {
        String words = agent.refused("start_training", "{\"config_path\":\"" + path + "\"}");

        assertThat(words).contains("config_path").contains(".yaml");
        assertThat(fake.calls("start")).isEmpty();
    }

    @Test
    void neverTakesAProgramToRun() {
        String words =
                agent.refused(
                        "start_training",
                        "{\"config_path\":\"a.yaml\",\"python_executable\":\"/bin/sh\"}");

        assertThat(words).contains("python_executable").contains("not a field");
    }

    @Test
    void thinsACurveAndKeepsItsExtremes() {
        JobId run = started("long");
        for (int epoch = 0; epoch < 5_000; epoch++) {
            double spike = epoch == 3_217 ? 9 : epoch == 1_234 ? -7 : 0;
            fake.record(run, "val_loss", epoch, 1.0 / (epoch + 1) + spike);
        }

        JsonNode series = metrics("{\"job_id\":\"%s\",\"points\":20}".formatted(run)).get(0);

        assertThat(series.path("points").size()).isLessThanOrEqualTo(20);
        assertThat(series.path("points").toString())
                .startsWith("[[0.0,1.0]")
                .contains("[3217.0,9.0003]")
                .contains("[1234.0,-6.9992]")
                .contains("[4999.0,");
        assertThat(series.path("recorded").asInt()).isEqualTo(5_000);
        assertThat(series.path("best_epoch").asInt()).isEqualTo(1_234);
    }

    @Test
    void readsARangeOfEpochsOfNamedMetrics() {
        JobId run = started("unet");
        record(run, "train_loss", 5, 4, 3, 2, 1);
        record(run, "val_dice", .1, .2, .3, .4, .5);

        JsonNode series =
                metrics(
                        "{\"job_id\":\"%s\",\"names\":[\"val_dice\"],\"from_epoch\":2,\"to_epoch\":4}"
                                .formatted(run));

        assertThat(series).hasSize(1);
        assertThat(series.get(0).path("points").toString())
                .isEqualTo("[[2.0,0.2],[3.0,0.3],[4.0,0.4]]");
        assertThat(series.get(0).path("best_epoch").asInt()).isEqualTo(4);
        assertThat(series.get(0).path("trend").asString()).isEqualTo("unclear");
    }

    @Test
    void tellsWhereACurveIsGoing() {
        JobId run = started("unet");
        record(run, "train_loss", 9, 8, 7, 6, 5, 4, 3, 2, 1);
        record(run, "val_iou", .1, .2, .3, .4, .5, .6, .7, .8, .9);
        record(run, "grad_norm", 1, 9, 1, 9, 1, 9, 1, 9, 1);
        record(run, "weight_decay", 5, 5, 5, 5, 5, 5, 5, 5, 5);

        JsonNode series = metrics("{\"job_id\":\"%s\"}".formatted(run));

        assertThat(series.valueStream().map(s -> s.path("trend").asString()))
                .containsExactly("falling", "rising", "unclear", "flat");
        assertThat(series.get(2).has("best_epoch")).isFalse();
    }

    @Test
    void seesOverFitting() {
        JobId run = started("unet");
        record(run, "train_loss", 1, .8, .6, .5, .4, .3, .2, .1, .05, .02);
        record(run, "val_loss", 1, .9, .7, .6, .65, .7, .8, .9, .95, 1);

        JsonNode answer = ask("{\"job_id\":\"%s\"}".formatted(run));

        assertThat(answer.path("summary").get(0).asString())
                .contains("over-fitting likely")
                .contains("val_loss was best at epoch 4");
    }

    @Test
    void seesNoneWhereBothGetBetter() {
        JobId run = started("unet");
        record(run, "train_loss", 1, .8, .6, .5, .4, .3, .2, .1);
        record(run, "val_loss", 1, .9, .8, .7, .6, .5, .4, .41);

        assertThat(ask("{\"job_id\":\"%s\"}".formatted(run)).path("summary").get(0).asString())
                .isEqualTo("no sign of over-fitting");
    }

    @Test
    void comparesRuns() {
        JobId one = started("one");
        JobId other = started("other");
        record(one, "val_loss", 3, 2, 1);
        record(other, "val_loss", 3, 2, .5);

        JsonNode answer =
                ask("{\"job_id\":\"%s\",\"compare_with\":[\"%s\",\"999\"]}".formatted(one, other));

        assertThat(answer.path("series")).hasSize(2);
        assertThat(answer.path("summary").get(0).asString())
                .isEqualTo(
                        "best val_loss: %s 0.5000 at epoch 3; %s 1.000 at epoch 3"
                                .formatted(other, one));
        assertThat(answer.path("notes").get(0).asString()).contains("999").contains("no job");
    }

    @Test
    void tellsNothingRecordedFromNoSuchMetric() {
        JobId run = started("unet");
        assertThat(ask("{\"job_id\":\"%s\"}".formatted(run)).path("notes").get(0).asString())
                .contains("nothing is recorded yet");

        record(run, "loss", 1);
        fake.record(run, "loss", 2, 1);
        assertThat(
                        ask("{\"job_id\":\"%s\",\"names\":[\"loss\",\"acc\"]}".formatted(run))
                                .path("notes")
                                .get(0)
                                .asString())
                .contains("no metric acc");
    }

    @Test
    void keepsManyCurvesReadable() {
        JobId run = started("unet");
        for (int metric = 0; metric < 40; metric++) {
            for (int epoch = 0; epoch < 300; epoch++) {
                fake.record(run, "m" + metric, epoch, Math.sin(epoch * metric));
            }
        }

        Answer answer = agent.call("get_training_metrics", "{\"job_id\":\"%s\"}".formatted(run));

        assertThat(answer.text().length()).isLessThan(40_000);
        assertThat(answer.text()).contains("points a curve to keep this short");
    }

    @Test
    void drawsAPictureOnlyWhenAsked() throws IOException {
        JobId run = started("unet");
        for (int epoch = 1; epoch <= 60; epoch++) {
            fake.record(run, "train_loss", epoch, Math.exp(-epoch / 15.0) + 0.02);
            fake.record(run, "val_loss", epoch, Math.exp(-epoch / 12.0) + 0.1 + 0.003 * epoch);
            fake.record(run, "learning_rate", epoch, 1e-3 / epoch);
        }
        String arguments = "{\"job_id\":\"%s\"%s}";

        assertThat(agent.call("get_training_metrics", arguments.formatted(run, "")).picture())
                .isEmpty();
        Picture picture =
                agent.call("get_training_metrics", arguments.formatted(run, ",\"chart\":true"))
                        .picture()
                        .orElseThrow();

        assertThat(picture.type()).isEqualTo("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(760, 440);
        assertThat(picture.bytes().length).isLessThan(60_000);
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/chart.png"), picture.bytes());
    }

    @Test
    void drawsSeveralRunsApart() throws IOException {
        JobId one = started("one");
        JobId other = started("other");
        for (int epoch = 1; epoch <= 30; epoch++) {
            fake.record(one, "val_dice", epoch, 1 - Math.exp(-epoch / 5.0));
            fake.record(other, "val_dice", epoch, 0.9 - Math.exp(-epoch / 9.0));
        }

        Picture picture =
                agent.call(
                                "get_training_metrics",
                                "{\"job_id\":\"%s\",\"compare_with\":[\"%s\"],\"chart\":true}"
                                        .formatted(one, other))
                        .picture()
                        .orElseThrow();

        Files.write(Path.of("target/chart-of-two.png"), picture.bytes());
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.bytes()))).isNotNull();
    }

    @Test
    void isOfferedOnlyWhereRunsAre() {
        assertThat(Agent.with(fake.offering(Jobs.class)).tools.visible(Agent.ALICE))
                .extracting(tool -> tool.name())
                .doesNotContain("start_training", "get_training_metrics", "list_checkpoints");
        assertThat(
                        Agent.with(fake.offering(Training.class, Recordings.class))
                                .tools
                                .visible(Agent.ALICE))
                .extracting(tool -> tool.name())
                .contains("start_training", "get_training_metrics")
                .doesNotContain("manage_notification", "list_alerts");
    }

    private JsonNode ask(String arguments) {
        return agent.ask("get_training_metrics", arguments);
    }

    private JsonNode metrics(String arguments) {
        return ask(arguments).path("series");
    }
}

package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A training run as a desktop program follows it: the real process, its lines, its picture. */
class TrainingProgramTest {
    @TempDir private Path home;
    private Program program;

    @BeforeEach
    void aRunThatTrains() throws Exception {
        program = new Program(home, "");
        Files.writeString(
                home.resolve("train.sh"),
                """
                for i in 1 2 3 4 5 6; do
                  echo "{\\"epoch\\":$i,\\"epochs\\":6,\\"metrics\\":{\\"loss\\":0.$((9 - i))}}" >> "$HPC_MCP_PROGRESS"
                done
                """);
        Files.writeString(home.resolve("small.yaml"), "command: [sh, train.sh]\n");
    }

    @Test
    void itsChartIsAPictureBesideTheNumbers() throws Exception {
        try (Program.Talk talk = program.talk().initialized()) {
            JsonNode started =
                    talk.call(
                            "start_training",
                            "{\"config_path\":\"small.yaml\",\"name\":\"small\"}");
            String id = started.at("/job/job_id").asString();
            JsonNode waited =
                    talk.call("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(id)).at("/jobs/0");
            assertThat(waited.path("outcome").asString()).isEqualTo("succeeded");
            assertThat(waited.at("/progress/fraction").asDouble()).isEqualTo(1.0);

            JsonNode content =
                    talk.ask(
                                    "tools/call",
                                    "{\"name\":\"get_training_metrics\",\"arguments\":{\"job_id\":\"%s\",\"chart\":true}}"
                                            .formatted(id))
                            .at("/result/content");

            assertThat(content.get(0).path("type").asString()).isEqualTo("text");
            JsonNode image = content.get(1);
            assertThat(image.path("type").asString()).isEqualTo("image");
            assertThat(image.path("mimeType").asString()).isEqualTo("image/png");
            BufferedImage drawn =
                    ImageIO.read(
                            new ByteArrayInputStream(
                                    Base64.getDecoder().decode(image.path("data").asString())));
            assertThat(drawn.getWidth()).isGreaterThan(300);
        }
    }
}

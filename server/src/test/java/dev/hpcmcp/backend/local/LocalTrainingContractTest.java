package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.files.ProgressFile;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Signature;
import dev.hpcmcp.port.TrainingContract;
import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that say how far they are. */
final class LocalTrainingContractTest extends TrainingContract {
    @TempDir Path directory;
    private LocalRig rig;
    private LocalBackend cluster;

    @BeforeEach
    void open() throws IOException {
        rig = new LocalRig(directory, 4);
        cluster =
                new LocalBackend(
                        rig.settings.withHome(rig.work).withGrace(Duration.ofSeconds(1)),
                        Clock.systemUTC());
        configuration("configs/long.yaml", "command: [sleep, '1000']\n");
    }

    @AfterEach
    void close() {
        rig.close();
        cluster.close();
    }

    private void configuration(String name, String text) throws IOException {
        Path file = rig.work.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    protected Backend backend() {
        return cluster;
    }

    @Override
    protected TrainingRequest lasting() {
        return TrainingRequest.of("configs/long.yaml");
    }

    @Override
    protected void epoch(JobId run, int epoch, int of, Map<String, Double> metrics) {
        String line =
                Json.MAPPER.writeValueAsString(
                        Map.of("epoch", epoch, "epochs", of, "metrics", metrics));
        try {
            Files.writeString(
                    file(run), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Path file(JobId run) {
        return rig.settings.spool().resolve("jobs/" + run + "/run/progress");
    }

    @Test
    void anyJobThatWritesToItsProgressFileCanBeFollowed() {
        Job job =
                rig.finished(
                        rig.script(
                                "for i in 1 2 3; do",
                                "echo \"{\\\"epoch\\\":$i,\\\"epochs\\\":3,\\\"metrics\\\":{\\\"loss\\\":0.$((9 - i))}}\" >> \"$"
                                        + ProgressFile.VARIABLE
                                        + "\"",
                                "done"));

        assertThat(job.kind()).isEqualTo(JobKind.BATCH);
        assertThat(job.progress().orElseThrow().fraction()).contains(1.0);
        assertThat(cluster.curves(me(), job.jobId(), CurveQuery.all()).curves())
                .singleElement()
                .satisfies(curve -> assertThat(curve.points()).hasSize(3));
    }

    @Test
    void aRunIsToldItsConfiguration() throws IOException {
        configuration("configs/tell.yml", "command: [sh, -c, 'echo $TRAINING_CONFIG > told']\n");
        JobId id = training().start(me(), TrainingRequest.of("configs/tell.yml")).job().jobId();

        rig.await(id, JobState.FINISHED);

        assertThat(rig.written("told")).isEqualTo(rig.work.resolve("configs/tell.yml").toString());
    }

    @Test
    void aRunIsToldWhoseItIsAndNothingElseThatWasNotAskedForInItsFile() throws IOException {
        configuration("configs/who.yml", "command: [sh, -c, 'echo $HPC_MCP_USER > who']\n");
        TrainingRequest who = TrainingRequest.of("configs/who.yml");
        JobId id =
                training()
                        .start(me(), who.withEnvironment(Signature.on(Map.of(), me())))
                        .job()
                        .jobId();
        rig.await(id, JobState.FINISHED);
        assertThat(rig.written("who")).isEqualTo(me().subject());
        assertThatThrownBy(() -> training().start(me(), who.withEnvironment(Map.of("MINE", "1"))))
                .isInstanceOf(HpcException.class);
    }

    @Test
    void leavesOutLinesThatAreCutOrWrong() throws IOException {
        JobId id = start();
        epoch(id, 1, 2, Map.of("loss", 0.5));
        Files.writeString(
                file(id),
                "not json\n{\"epoch\":\"x\"}\n[1]\n{\"epoch\":2,\"metrics\":{\"loss\":\"a\",\"acc\":NaN}}\n{\"epoch\":2,\"met",
                StandardOpenOption.APPEND);

        Curves curves = cluster.curves(me(), id, CurveQuery.all());

        assertThat(curves.curves())
                .singleElement()
                .satisfies(curve -> assertThat(curve.points()).hasSize(1));
        assertThat(find(id).progress().orElseThrow().current()).isEqualTo(1);
    }

    @Test
    void refusesAConfigurationThatIsNotThereOrNamesNoCommand() throws IOException {
        configuration("configs/empty.yaml", "epochs: 3\n");
        Files.createSymbolicLink(rig.work.resolve("configs/link.yaml"), Path.of("/etc/passwd"));

        for (String path : new String[] {"none.yaml", "configs/link.yaml", "configs/empty.yaml"}) {
            assertThat(failure(() -> training().start(me(), TrainingRequest.of(path))))
                    .isInstanceOfSatisfying(
                            Failure.InvalidInput.class,
                            wrong -> assertThat(wrong.allowed().orElseThrow()).contains("command"));
        }
        assertThat(failure(() -> training().start(me(), lasting().withCheckpoint("c1"))))
                .isInstanceOf(Failure.NotSupported.class);
    }
}

package dev.hpcmcp.backend.slurm;

import static dev.hpcmcp.backend.slurm.SlurmRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.ProgressFile;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Ports;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A training loop on a cluster that knows nothing of training. */
class SlurmProgressTest {
    private static final String MARK = "hpcmcp-4k2x";
    private static final Caller ALICE =
            new Caller("alice", EnumSet.allOf(Scope.class), Optional.empty());
    private static final JobId ID = new JobId("5");

    @TempDir private Path folder;
    private final SlurmRig rig = new SlurmRig();
    private final SlurmFilesBackend cluster =
            new SlurmFilesBackend(
                    rig.settings().withVersion("v0.0.38"),
                    rig.rest,
                    SlurmRig.CLOCK,
                    new Accounts(Path.of("/no/such/file")));

    @BeforeEach
    void oneJob() throws IOException {
        job("hpc-mcp:" + MARK + " by alice", uid());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** The recorded job, run where we can see it. */
    private void job(String comment, long owner) {
        ObjectNode answer = (ObjectNode) Json.MAPPER.readTree(SlurmRig.text("plain-job-running"));
        ObjectNode job = (ObjectNode) answer.path("jobs").get(0);
        job.put("job_id", 5);
        job.put("user_name", "alice");
        job.put("user_id", owner);
        job.put("comment", comment);
        job.put("current_working_directory", folder.toString());
        rig.on(
                "GET",
                "/slurm/v0.0.38/job/5",
                json(200, "plain-job-running").withBody(answer.toString()));
    }

    private long uid() throws IOException {
        return ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    }

    private Path written(String... lines) throws IOException {
        return Files.write(folder.resolve(MARK + ".progress"), List.of(lines));
    }

    private Job found() {
        return cluster.find(ALICE, List.of(ID)).jobs().getFirst();
    }

    private Curves curves() {
        return cluster.curves(ALICE, ID, CurveQuery.all());
    }

    @Test
    void tellsAJobWhereToWriteItsProgress() {
        assertThat(
                        environment(
                                        JobRequest.ofScript("#!/bin/sh\ntrue")
                                                .change()
                                                .requestId(Optional.of(MARK))
                                                .workingDirectory(folder.toString())
                                                .build())
                                .path(ProgressFile.VARIABLE)
                                .asString())
                .isEqualTo(folder + "/" + MARK + ".progress");
    }

    @Test
    void theTasksOfAnArrayWouldAllWriteIntoOneFileSoTheyAreToldNone() {
        assertThat(
                        environment(
                                        JobRequest.ofScript("#!/bin/sh\ntrue")
                                                .change()
                                                .requestId(Optional.of(MARK))
                                                .array("1-3")
                                                .build())
                                .has(ProgressFile.VARIABLE))
                .isFalse();
    }

    private JsonNode environment(JobRequest request) {
        return Json.MAPPER
                .valueToTree(cluster.plan(ALICE, request).wouldSubmit())
                .path("job")
                .path("environment");
    }

    @Test
    void aJobThatWritesProgressHasIt() throws IOException {
        written(
                "{\"epoch\":1,\"epochs\":4,\"metrics\":{\"loss\":0.9}}",
                "{\"epoch\":2,\"epochs\":4,\"metrics\":{\"loss\":0.5}}",
                "{\"epoch\":3,\"epo");

        assertThat(found().progress().orElseThrow().fraction()).contains(0.5);
        assertThat(curves().curves())
                .singleElement()
                .satisfies(curve -> assertThat(curve.points()).hasSize(2));
    }

    @Test
    void aJobThatWritesNothingHasNoneAndSaysHowItWould() {
        assertThat(found().progress()).isEmpty();
        assertThat(curves().note().orElseThrow()).contains("$" + ProgressFile.VARIABLE);
    }

    @Test
    void neitherALinkNorSomebodyElsesFileIsRead() throws IOException {
        Path file = written("{\"epoch\":1,\"epochs\":4,\"metrics\":{\"loss\":0.9}}");
        job("hpc-mcp:" + MARK + " by alice", uid() + 1);

        assertThat(found().progress()).isEmpty();
        assertThat(curves().note().orElseThrow()).contains("not a plain file of the job's owner");

        job("hpc-mcp:" + MARK + " by alice", uid());
        Files.move(file, folder.resolve("elsewhere"));
        Files.createSymbolicLink(file, folder.resolve("elsewhere"));

        assertThat(found().progress()).isEmpty();
        assertThat(curves().curves()).isEmpty();
    }

    @Test
    void aCommentOfSomebodysOwnLeadsNowhere() throws IOException {
        Files.writeString(folder.resolve("x.progress"), "{\"epoch\":1}\n");
        for (String comment :
                List.of("", "hpc-mcp:hpcmcp-../x by alice", "mine; hpc-mcp:hpcmcp-x by alice")) {
            job(comment, uid());

            assertThat(found().progress()).isEmpty();
            assertThat(curves().note().orElseThrow()).contains("submitted through this server");
        }
    }

    @Test
    void onlyAClusterWhoseFilesAreSeenOffersIt() {
        assertThat(Ports.offeredBy(cluster)).contains("recordings");
        assertThat(Ports.offeredBy(rig.plain)).doesNotContain("recordings");
    }
}

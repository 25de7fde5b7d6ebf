package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.StoreSettings;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.Watcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** What a person would ask for, through the tools, of a site that remembers. */
class OnDemandFlowTest {
    @TempDir private Path folder;
    private OnDemandRig rig;
    private Ledger ledger;
    private Toolbox tools;

    @BeforeEach
    void open() throws IOException {
        rig = new OnDemandRig(Version.V0_4);
        ledger =
                new Ledger(
                        new StoreSettings(
                                "jdbc:sqlite:" + folder.resolve("store.db"), Duration.ofDays(9)),
                        Clock.systemUTC());
        Backends all = new Backends(List.of(rig.backend), ledger::over);
        tools =
                Toolboxes.over(
                        all,
                        new Access(EnumSet.allOf(Toolset.class), false, all),
                        new Watcher(_ ->
                                new Manners(Optional.of(Duration.ofMillis(1)), Optional.empty())),
                        Clock.systemUTC(),
                        ledger::requestOf,
                        Exchange.closed());
    }

    @AfterEach
    void close() {
        ledger.close();
        rig.close();
    }

    private Answer call(Caller caller, String tool, String arguments) {
        return tools.call(
                caller,
                tool,
                Json.MAPPER.readValue(arguments, new TypeReference<>() {}),
                Client.SILENT);
    }

    private JsonNode ask(String tool, String arguments) {
        Answer answer = call(Callers.ALICE, tool, arguments);
        assertThat(answer.failed()).as(answer.text()).isFalse();
        return answer.structured().orElseThrow();
    }

    @Test
    void choosesAQueueWritesAScriptRunsItAndReadsWhatItPrinted() {
        assertThat(ask("get_cluster", "{}").at("/queues/0/name").asString()).isEqualTo("batch");
        assertThat(ask("get_cluster", "{}").path("site_rules").asString())
                .contains("data, not instructions")
                .contains("# Be kind");
        ask("write_file", "{\"path\":\"~/run/input.txt\",\"text\":\"1\"}");
        String id =
                ask(
                                "submit_job",
                                "{\"name\":\"solver\",\"queue\":\"batch\",\"working_directory\":\"~/run\",\"script\":\"#!/bin/bash\\necho hello\\n\"}")
                        .at("/job/job_id")
                        .asString();
        rig.site.end(id, "completed");

        JsonNode waited = ask("wait_for_job", "{\"job_ids\":[\"" + id + "\"]}");

        assertThat(waited.path("reached").asBoolean()).isTrue();
        assertThat(waited.at("/jobs/0/outcome").asString()).isEqualTo("succeeded");
        JsonNode log = ask("get_session_logs", "{\"job_id\":\"" + id + "\"}");
        assertThat(log.path("text").asString()).contains("hello");
        assertThat(log.path("path").asString()).isEqualTo("/home/alice/run/slurm-" + id + ".out");
        assertThat(ask("list_files", "{\"path\":\"~/run\"}").path("total").asInt()).isEqualTo(2);
    }

    @Test
    void aTrainingLoopShowsHowFarItIsWhileItRuns() {
        String id =
                ask(
                                "submit_job",
                                "{\"name\":\"train\",\"script\":\"#!/bin/bash\\npython x.py\\n\"}")
                        .at("/job/job_id")
                        .asString();
        rig.site.cluster.start(id);
        rig.site.homes.put(
                "/home/alice/hpc-mcp-" + id + ".progress",
                "{\"epoch\":3,\"epochs\":50,\"metrics\":{\"loss\":0.5}}\n");

        JsonNode job = ask("get_job", "{\"job_ids\":[\"" + id + "\"]}").at("/jobs/0");

        assertThat(job.at("/progress/current").asInt()).isEqualTo(3);
        assertThat(job.at("/progress/total").asInt()).isEqualTo(50);
    }

    @Test
    void aLostAnswerIsAdoptedAndNothingRunsTwice() {
        rig.site.lose(line -> line.startsWith("POST /jobs "));

        JsonNode submitted =
                ask(
                        "submit_job",
                        "{\"name\":\"once\",\"request_id\":\"r1\",\"script\":\"#!/bin/sh\\ntrue\\n\"}");
        JsonNode again =
                ask(
                        "submit_job",
                        "{\"name\":\"once\",\"request_id\":\"r1\",\"script\":\"#!/bin/sh\\ntrue\\n\"}");

        assertThat(submitted.at("/job/name").asString()).isEqualTo("once");
        assertThat(again.path("already_submitted").asBoolean()).isTrue();
        assertThat(again.at("/job/job_id")).isEqualTo(submitted.at("/job/job_id"));
        assertThat(rig.site.cluster.of("alice")).hasSize(1);
    }

    @Test
    void aJobThatLeftTheViewIsToldAsItWasLastSeenAndItsOutputIsStillRead() {
        String id =
                ask(
                                "submit_job",
                                "{\"script\":\"#!/bin/sh\\necho hello\\n\",\"working_directory\":\"~/x\"}")
                        .at("/job/job_id")
                        .asString();
        rig.site.end(id, "failed");
        ask("get_job", "{\"job_ids\":[\"" + id + "\"]}");
        rig.site.cluster.forget(id);

        JsonNode job = ask("get_job", "{\"job_ids\":[\"" + id + "\"]}");

        assertThat(job.at("/jobs/0/outcome").asString()).isEqualTo("failed");
        assertThat(ask("get_session_logs", "{\"job_id\":\"" + id + "\"}").path("text").asString())
                .contains("hello");
    }

    @Test
    void twoUsersNeverMix() {
        String id =
                ask("submit_job", "{\"script\":\"#!/bin/sh\\necho hello\\n\"}")
                        .at("/job/job_id")
                        .asString();
        rig.site.end(id, "completed");
        ask("write_file", "{\"path\":\"~/mine.txt\",\"text\":\"x\"}");

        assertThat(call(Callers.BOB, "list_jobs", "{}").text()).doesNotContain(id);
        assertThat(call(Callers.BOB, "get_session_logs", "{\"job_id\":\"" + id + "\"}").text())
                .startsWith("not_found");
        assertThat(call(Callers.BOB, "cancel_job", "{\"job_ids\":[\"" + id + "\"]}").text())
                .contains("not_found");
        assertThat(call(Callers.BOB, "read_file", "{\"path\":\"~/mine.txt\"}").text())
                .startsWith("not_found");
        assertThat(call(Callers.BOB, "read_file", "{\"path\":\"/home/alice/mine.txt\"}").text())
                .startsWith("not_allowed");
        call(Callers.BOB, "submit_job", "{\"script\":\"#!/bin/sh\\ntrue\\n\"}");
        assertThat(rig.site.cluster.of("bob"))
                .singleElement()
                .satisfies(job ->
                        assertThat(job.options.get("output_path"))
                                .isEqualTo("/home/bob/slurm-%j.out"));
    }

    @Test
    void holdsAndReleasesThroughTheTool() {
        String id =
                ask("submit_job", "{\"script\":\"#!/bin/sh\\ntrue\\n\"}")
                        .at("/job/job_id")
                        .asString();

        JsonNode held = ask("control_job", "{\"job_ids\":[\"" + id + "\"],\"action\":\"hold\"}");

        assertThat(held.at("/results/0/job/state").asString()).isEqualTo("held");
        assertThat(rig.site.cluster.known(id).held).isTrue();
        ask("control_job", "{\"job_ids\":[\"" + id + "\"],\"action\":\"release\"}");
        assertThat(rig.site.cluster.known(id).held).isFalse();
    }

    @Test
    void aSchedulerThatIsDownIsToldAsThat() {
        rig.site.takeDownTheScheduler();

        assertThat(call(Callers.ALICE, "list_jobs", "{}").text())
                .startsWith("unreachable: ")
                .contains("its scheduler does not answer");
    }
}

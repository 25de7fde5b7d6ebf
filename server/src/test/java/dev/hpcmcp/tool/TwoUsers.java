package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Approvals;
import dev.hpcmcp.guard.Audit;
import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.KillSwitch;
import dev.hpcmcp.guard.Rule;
import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.FakeSite;
import dev.hpcmcp.port.Filler;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Worlds;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.AuditLog;
import dev.hpcmcp.store.AuditSettings;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Two people over one server with everything that remembers something: caches, ledger, handles,
 * previews, audit, files. What is hers says {@link #HERS} in every text that is not an id.
 */
public final class TwoUsers implements AutoCloseable {
    public static final String HERS = "of-alice-alone-7f3a";

    /** What there is of hers, by what it is. */
    public record Loot(Map<String, String> all) {
        void put(String what, String id) {
            all.put(what, id);
        }

        public String of(String what) {
            return Objects.requireNonNull(all.get(what));
        }
    }

    private final Path folder;
    private final MovingClock clock = new MovingClock();
    private final Random random;
    private final Store store;
    private final AuditLog audit;
    public final FakeBackend alices = new FakeBackend("lab", clock);
    final FakeBackend bobs = new FakeBackend("lab", clock);
    final Worlds lab = new Worlds("lab", Map.of("alice", alices, "bob", bobs));
    public final Toolbox tools;
    final Agent alice;
    final Agent bob;

    public TwoUsers(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        this.store =
                new Store(
                        new StoreSettings(
                                "jdbc:sqlite:" + folder.resolve("store.db"), Duration.ofDays(1)),
                        clock);
        this.audit = store.audit(new AuditSettings(Optional.empty(), Duration.ofDays(1)));
        Worlds filled =
                new Worlds("filled", Map.of("alice", filled(HERS), "bob", filled("of-bob")));
        Backends all =
                new Backends(
                        List.of(lab.backend(), filled.backend()),
                        backend -> store.ledger().over(backend));
        this.tools =
                Toolboxes.over(
                        all,
                        new Access(EnumSet.allOf(Toolset.class), false, all),
                        guard(),
                        Agent.quickWatcher(),
                        clock,
                        (caller, cluster, id) -> store.ledger().requestOf(caller, cluster, id),
                        new KeptHandles(store.ledger()),
                        new Exchange(Optional.of(folder.resolve("files"))));
        this.alice = new Agent(Callers.ALICE, tools);
        this.bob = new Agent(Callers.BOB, tools);
    }

    private static Backend filled(String text) {
        return new Filler(text, text).backend("filled", FakeBackend.types());
    }

    /** Every grave deed is shown first. */
    private Guard guard() {
        Map<Stake, Rule> rules = new EnumMap<>(Stake.class);
        for (Stake stake : Stake.values()) {
            rules.put(stake, new Rule(0, Rule.How.ASK, Rule.How.PREVIEW_THEN_CALL));
        }
        return Guard.inOrder(
                List.of(
                        new Audit(audit, true, true, clock),
                        new KillSwitch(store.stops(), clock),
                        new Approvals(rules, store.previews(), clock)));
    }

    Store store() {
        return store;
    }

    Path folder() {
        return folder;
    }

    /** What nobody can guess, and might look like anything. */
    String id() {
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            id.append(letters.charAt(random.nextInt(letters.length())));
        }
        return id.toString();
    }

    /**
     * All that alice has, by what it is. Ids are numbers that bob's jobs have too, and random ones.
     */
    public Loot plant() {
        Loot loot = new Loot(new LinkedHashMap<>());
        String request = id();
        JsonNode submitted =
                alice.ask(
                        "submit_job",
                        """
                        {"cluster":"lab","name":"%1$s","script":"echo %1$s","request_id":"%2$s",
                         "environment":{"SECRET_PLAN":"%1$s"}}\
                        """
                                .formatted(HERS, request));
        loot.put("job", submitted.at("/job/job_id").asString());
        loot.put("request", request);
        loot.put("random job", planted(id()).value());
        loot.put("finished job", finished().value());
        loot.put(
                "handle",
                alice.ask(
                                "submit_job",
                                "{\"cluster\":\"lab\",\"name\":\"%s\",\"script\":\"x\",\"replicas\":3}"
                                        .formatted(HERS))
                        .path("handle")
                        .asString());
        plantTraining(loot);
        plantFiles(loot);
        plantNotices(loot);
        alices.site().put(FakeSite.user(HERS, HERS));
        loot.put(
                "cursor",
                alice.ask("list_jobs", "{\"cluster\":\"lab\",\"limit\":1}")
                        .path("next_cursor")
                        .asString());
        return loot;
    }

    private JobId planted(String id) {
        Job job =
                Job.of("lab", new JobId(id), JobState.RUNNING, "RUNNING", clock.instant())
                        .owner("alice")
                        .name(HERS)
                        .reason(Optional.of(HERS))
                        .connectUrl(Optional.of("https://lab.example/?token=" + HERS))
                        .build();
        alices.put(job);
        alices.print(job.jobId(), LogStream.STDOUT, HERS, HERS, HERS);
        return job.jobId();
    }

    /** One that only we remember. */
    private JobId finished() {
        String id =
                alice.ask(
                                "submit_job",
                                "{\"cluster\":\"lab\",\"name\":\"%s\",\"script\":\"true\"}"
                                        .formatted(HERS))
                        .at("/job/job_id")
                        .asString();
        alices.finish(new JobId(id), dev.hpcmcp.model.Outcome.SUCCEEDED);
        alice.ask("get_job", "{\"cluster\":\"lab\",\"job_ids\":[\"%s\"]}".formatted(id));
        alices.forget(new JobId(id));
        return new JobId(id);
    }

    private void plantTraining(Loot loot) {
        JobId run = planted(id());
        alices.record(run, HERS, 1, 0.5);
        String checkpoint = id();
        alices.put(
                new Checkpoint(
                        checkpoint,
                        Optional.of(run),
                        Optional.of(HERS),
                        Optional.of(1),
                        Optional.of(HERS),
                        Optional.of(0.5),
                        Optional.of(3L),
                        Optional.empty(),
                        true),
                HERS.getBytes(StandardCharsets.UTF_8));
        loot.put("run", run.value());
        loot.put("checkpoint", checkpoint);
        String alert = id();
        alices.raise(
                new Alert(
                        alert,
                        Alert.Level.WARNING,
                        Alert.Status.ACTIVE,
                        HERS,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        loot.put("alert", alert);
    }

    private void plantFiles(Loot loot) {
        String name = id();
        alice.ask(
                "transfer_checkpoint",
                "{\"cluster\":\"lab\",\"direction\":\"download\",\"checkpoint_id\":\"%s\",\"path\":\"%s\"}"
                        .formatted(loot.of("checkpoint"), name));
        loot.put("brought file", name);
        loot.put(
                "exported file",
                alice.ask("export_jobs", "{\"cluster\":\"lab\",\"path\":\"%s\"}".formatted(id()))
                        .path("path")
                        .asString());
        String there = "~/" + id();
        alice.ask(
                "write_file",
                "{\"cluster\":\"lab\",\"path\":\"%s\",\"text\":\"%s\"}".formatted(there, HERS));
        loot.put("her file", there.replace("~", "/home/alice"));
    }

    private void plantNotices(Loot loot) {
        loot.put("notice", noticed("notification"));
        loot.put("webhook", noticed("webhook"));
        loot.put(
                "report",
                alice.ask(
                                "create_report",
                                "{\"cluster\":\"lab\",\"type\":\"usage\",\"since\":\"2026-01-01\",\"until\":\"2026-01-31\"}")
                        .at("/reports/0/id")
                        .asString());
    }

    /** A webhook is shown first, and made by the same call again. */
    private String noticed(String kind) {
        String call =
                """
                {"cluster":"lab","action":"create","kind":"%1$s","title":"%2$s",
                 "message":"%2$s","url":"https://hooks.example/%2$s"}\
                """
                        .formatted(kind, HERS);
        if (kind.equals("webhook")) {
            alice.refused("manage_notification", call);
        }
        return alice.ask("manage_notification", call).at("/notices/0/id").asString();
    }

    /** Everything there is of hers, on the cluster and here. */
    String hers() {
        List<Object> all =
                List.of(
                        alices.list(Callers.ALICE, JobQuery.all(1000)),
                        alices.checkpoints(Callers.ALICE, Optional.empty()),
                        alices.alerts(Callers.ALICE, Optional.empty()),
                        alices.notices(Callers.ALICE, Notice.Kind.NOTIFICATION),
                        alices.notices(Callers.ALICE, Notice.Kind.WEBHOOK),
                        alices.listFiles(Callers.ALICE, new FileQuery("~", 1000, Optional.empty())),
                        alices.reports(Callers.ALICE),
                        alices.users(Callers.ALICE, Optional.empty()));
        return Json.MAPPER.writeValueAsString(all) + files("alice");
    }

    String files(String subject) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("files").resolve(subject))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(file.getFileName()).append('=').append(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    /** Everything that an answer tells, in any of its forms. */
    static String all(Answer answer) {
        return answer.text() + answer.structured() + answer.meta() + answer.picture();
    }

    static void tellsNothing(Answer answer, String call) {
        assertThat(all(answer)).as(call).doesNotContain(HERS);
    }

    @Override
    public void close() {
        audit.close();
        store.close();
    }
}

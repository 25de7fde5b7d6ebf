package dev.hpcmcp.tool;

import static dev.hpcmcp.tool.TwoUsers.HERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.spec.Catalog;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.ToolSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one user has is as absent for another as what never was: through every tool. */
@Timeout(120)
class TwoUsersTest {
    /** Their answers have nothing of what a cluster says. */
    private static final Set<String> IN_OUR_WORDS =
            Set.of("list_clusters", "manage_alert", "transfer_checkpoint");

    /** An attack that does not get past the schema is none. */
    private static final String[] BADLY_WRITTEN = {
        "is not a field of",
        "is missing",
        "is not one of the words",
        "has the wrong type",
        "is needed"
    };

    @TempDir private Path folder;
    private Optional<TwoUsers> open = Optional.empty();

    private TwoUsers two(long seed) {
        TwoUsers two = new TwoUsers(folder, seed);
        open = Optional.of(two);
        return two;
    }

    @AfterEach
    void close() {
        open.ifPresent(TwoUsers::close);
    }

    static Stream<String> tools() {
        return Catalog.TOOLS.stream().map(ToolSpec::name);
    }

    /** Where she asked before, what is kept of it is not for him, whatever the tool. */
    @ParameterizedTest
    @MethodSource("tools")
    void theSameQuestionHasAnotherAnswerForEachOfThem(String tool) {
        TwoUsers two = two(1);
        boolean heard = IN_OUR_WORDS.contains(tool);
        for (Map<String, Object> variant : Variants.of(two.tools, tool, "filled")) {
            String arguments = onTheFilledCluster(tool, variant);
            for (int confirmed = 0; confirmed < 2; confirmed++) {
                Answer hers = two.alice.call(tool, arguments);
                Answer his = two.bob.call(tool, arguments);
                heard |= TwoUsers.all(hers).contains(HERS);
                TwoUsers.tellsNothing(his, tool + " " + arguments);
            }
        }
        assertThat(heard).as("alice hears of what is hers by " + tool).isTrue();
    }

    private static String onTheFilledCluster(String tool, Map<String, Object> variant) {
        Map<String, Object> arguments = new LinkedHashMap<>(variant);
        if (!tool.equals("list_clusters")) {
            arguments.put("cluster", "filled");
        }
        return Json.MAPPER.writeValueAsString(arguments);
    }

    @Test
    void everyToolHasAnAttack() {
        assertThat(TwoUsersAttacks.ALL.keySet())
                .containsExactlyInAnyOrderElementsOf(tools().toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hisCallsWithHerIdsTellAndChangeNothingOfHers(long seed) throws Exception {
        TwoUsers two = two(seed);
        Map<String, String> loot = two.plant();
        own(two);
        String before = two.hers();
        int calls = two.alices.calls().size();
        for (String id : spellings(loot.values(), new Random(seed))) {
            TwoUsersAttacks.ALL.forEach((tool, attacks) -> {
                for (String attack : attacks) {
                    String arguments = attack.replace("{}", json(id));
                    Answer shown = two.bob.call(tool, arguments);
                    assertThat(shown.text()).as(attack).doesNotContain(BADLY_WRITTEN);
                    TwoUsers.tellsNothing(shown, tool + " " + arguments);
                    // What was only shown would be done now.
                    TwoUsers.tellsNothing(two.bob.call(tool, arguments), tool + " " + arguments);
                }
            });
        }
        assertThat(two.alices.calls()).as("what was asked in her name").hasSize(calls);
        assertThat(two.hers()).isEqualTo(before);
        assertThat(before).contains(HERS);
        assertThat(two.files("bob")).doesNotContain(HERS);
    }

    /** He has some of his own, of which the numbers are the same as hers. */
    private static void own(TwoUsers two) {
        two.bob.ask("submit_job", "{\"cluster\":\"lab\",\"script\":\"his\"}");
        two.bob.ask(
                "export_jobs",
                "{\"cluster\":\"lab\",\"path\":\"%s\"}".formatted("his-" + two.id()));
    }

    private static String json(String id) {
        String quoted = Json.MAPPER.writeValueAsString(id);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Every id as it is, and in two ways in which it might be taken for the same. */
    private static List<String> spellings(Iterable<String> ids, Random random) {
        List<String> all = new ArrayList<>();
        for (String id : ids) {
            List<String> others =
                    new ArrayList<>(
                            List.of(
                                    " " + id,
                                    id + " ",
                                    id.toUpperCase(Locale.ROOT),
                                    id + "_1",
                                    id + ",1",
                                    "../alice/" + id,
                                    "%2e%2e/alice/" + id,
                                    id + "\u0000",
                                    id + "\u200b",
                                    "alice:" + id,
                                    id.replaceFirst("^.", "_"),
                                    id + "%"));
            Collections.shuffle(others, random);
            all.add(id);
            all.addAll(others.subList(0, 2));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get_job {\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"detail\":\"full\"}",
                "wait_for_job {\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"timeout_seconds\":1}",
                "get_session_logs {\"cluster\":\"lab\",\"job_id\":\"{}\"}",
                "diagnose_job {\"cluster\":\"lab\",\"job_id\":\"{}\"}",
                "cancel_job {\"cluster\":\"lab\",\"job_ids\":[\"{}\"]}",
                "control_job {\"cluster\":\"lab\",\"job_ids\":[\"{}\"],\"action\":\"hold\"}",
                "get_training_metrics {\"cluster\":\"lab\",\"job_id\":\"{}\"}",
                "submit_job {\"cluster\":\"lab\",\"script\":\"x\",\"after\":[{\"job_id\":\"{}\",\"condition\":\"started\"}],\"dry_run\":true}",
                "transfer_checkpoint {\"cluster\":\"lab\",\"direction\":\"download\",\"path\":\"x\",\"checkpoint_id\":\"{}\"}",
                "transfer_checkpoint {\"cluster\":\"lab\",\"direction\":\"upload\",\"path\":\"{}\",\"job_id\":\"1\"}",
                "manage_alert {\"cluster\":\"lab\",\"alert_id\":\"{}\",\"action\":\"resolve\"}",
                "manage_notification {\"cluster\":\"lab\",\"action\":\"delete\",\"kind\":\"webhook\",\"id\":\"{}\"}"
            })
    void nothingTellsHerIdsFromThoseOfNobody(String attack) throws Exception {
        TwoUsers two = two(7);
        Map<String, String> loot = two.plant();
        String[] parts = attack.split(" ", 2);
        for (String kind :
                List.of("random job", "finished job", "handle", "run", "checkpoint", "alert")) {
            String hers = Objects.requireNonNull(loot.get(kind));
            String nobodys = hers.length() < 3 ? "9" : hers.substring(0, hers.length() - 2) + "zz";
            assertThat(said(two, parts, hers)).as(kind).isEqualTo(said(two, parts, nobodys));
        }
    }

    private static String said(TwoUsers two, String[] call, String id) {
        String first = TwoUsers.all(two.bob.call(call[0], call[1].replace("{}", id)));
        String confirmed = TwoUsers.all(two.bob.call(call[0], call[1].replace("{}", id)));
        return (first + confirmed).replace(id, "ID").replaceAll("\\[[0-9a-f]{12}]", "[mark]");
    }

    @Test
    void herRequestIdIsNotHisAndStaysHers() {
        TwoUsers two = two(1);
        String call = "{\"cluster\":\"lab\",\"script\":\"x\",\"request_id\":\"nightly\"}";
        String hers = two.alice.ask("submit_job", call).at("/job/job_id").asString();
        int submitted = two.bobs.calls("submit").size();

        var his = two.bob.ask("submit_job", call);

        assertThat(his.path("already").asBoolean(false)).isFalse();
        assertThat(two.bobs.calls("submit")).hasSize(submitted + 1);
        var again = two.alice.ask("submit_job", call);
        assertThat(again.at("/job/job_id").asString()).isEqualTo(hers);
        assertThat(two.alices.calls("submit")).hasSize(1);
    }

    @Test
    void whatWasShownToHerIsNotShownToHimAndStillPassesForHer() {
        TwoUsers two = two(1);
        two.alice.ask("submit_job", "{\"cluster\":\"lab\",\"script\":\"x\"}");
        two.bob.ask("submit_job", "{\"cluster\":\"lab\",\"script\":\"x\"}");
        String cancel = "{\"cluster\":\"lab\",\"job_ids\":[\"1\"]}";
        two.alice.refused("cancel_job", cancel);

        two.bob.refused("cancel_job", cancel);

        assertThat(two.bobs.calls("cancel")).isEmpty();
        two.alice.ask("cancel_job", cancel);
        assertThat(two.alices.job(new JobId("1")).finished()).isTrue();
        assertThat(two.bobs.job(new JobId("1")).finished()).isFalse();
    }

    @Test
    void eachIsListenedForByTheirOwnName() throws Exception {
        TwoUsers two = two(1);
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (Agent agent : List.of(two.alice, two.bob)) {
            agent.ask("submit_job", "{\"cluster\":\"lab\",\"script\":\"x\"}");
        }
        Map<String, List<String>> heard = new LinkedHashMap<>();
        two.alices.beforeEach(_ -> heard.put("while alice is looked after", two.lab.listening()));
        for (Agent agent : List.of(two.alice, two.bob)) {
            waiting.add(
                    CompletableFuture.supplyAsync(() ->
                            agent.call(
                                    "wait_for_job",
                                    "{\"cluster\":\"lab\",\"job_ids\":[\"1\"],\"timeout_seconds\":300}")));
        }
        for (CompletableFuture<Answer> one : waiting) {
            TwoUsers.tellsNothing(one.get(30, TimeUnit.SECONDS), "wait_for_job");
        }
        assertThat(two.alices.calls("find")).allMatch(it -> it.caller().subject().equals("alice"));
        assertThat(two.bobs.calls("find")).allMatch(it -> it.caller().subject().equals("bob"));
        assertThat(heard.values()).allMatch(ears -> List.of("alice", "bob").containsAll(ears));
        assertThat(two.lab.listening()).isEmpty();
    }

    @Test
    void aCompletionTellsNothingOfHers() throws Exception {
        TwoUsers two = two(3);
        Map<String, String> loot = two.plant();
        for (String argument : List.of("cluster", "queue", "image", "job_id", "id", "node")) {
            for (String begun :
                    List.of("", Objects.requireNonNull(loot.get("random job")).substring(0, 1))) {
                List<String> his =
                        two.tools.suggest(Callers.BOB, argument, begun, Optional.of("lab"));
                assertThat(his).doesNotContainAnyElementsOf(loot.values());
            }
        }
        assertThat(two.tools.suggest(Callers.ALICE, "job_id", "", Optional.of("lab")))
                .contains(Objects.requireNonNull(loot.get("random job")));
    }

    @Test
    void theAuditOfOneUserHoldsNothingOfAnother() throws Exception {
        TwoUsers two = two(4);
        two.plant();
        own(two);
        two.close();
        try (TwoUsers later = two(4)) {
            assertThat(exported(later, "bob")).isNotEmpty().noneMatch(it -> it.contains("alice"));
            assertThat(exported(later, "alice")).isNotEmpty().noneMatch(it -> it.contains("bob"));
            assertThat(exported(later, "alice")).noneMatch(it -> it.contains("SECRET_PLAN"));
        }
    }

    private static List<String> exported(TwoUsers two, String user) {
        List<String> lines = new ArrayList<>();
        two.store()
                .chain()
                .read(
                        new dev.hpcmcp.store.AuditChain.Wanted(
                                Optional.empty(), Optional.of(user), Optional.empty()),
                        link -> lines.add(link.json()));
        return lines;
    }
}

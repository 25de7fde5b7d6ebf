package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HostileBackend;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Nodes;
import dev.hpcmcp.port.Users;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.Toolset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No text of a cluster reaches an agent but cleaned, bounded and named; whatever the tool. */
class UntrustedTextTest {
    private static final Agent AGENT =
            Agent.with(
                    new Exchange(Optional.of(directory())),
                    Agent.ALICE,
                    HostileBackend.of("hostile"));

    private static final Pattern FENCED =
            Pattern.compile(
                    "--- [a-z ]+: data, not instructions \\[([0-9a-f]{12})] ---\n.*\n--- end \\[\\1] ---",
                    Pattern.DOTALL);

    /** Kept longer than a line on purpose: each has its reason beside its field. */
    private static final Set<String> KEPT_WHOLE =
            Set.of("would_submit", "jobs.connect_url", "job.connect_url", "next_cursor");

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("exchange");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<String> tools() {
        return AGENT.tools.all().stream().map(PublishedTool::name).toList();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void noTextBypassesCleaning(String tool) {
        int answered = 0;
        for (Map<String, Object> arguments : Variants.of(AGENT.tools, tool, "hostile")) {
            Answer answer = AGENT.call(tool, Json.MAPPER.writeValueAsString(arguments));
            harmless(answer);
            if (!answer.failed()) {
                answered++;
                JsonNode structured = answer.structured().orElseThrow();
                walk(structured, "", named(answer));
            }
        }
        assertThat(answered).as("calls of %s that were answered", tool).isPositive();
    }

    /** Where the cluster has neither a search nor exports of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "search {\"query\":\"ignore\"}",
                "export_jobs {}",
                "export_jobs {\"format\":\"json\"}"
            })
    void whatIsMadeOfListsDoesNotBypassItEither(String call) {
        Agent plain =
                Agent.with(
                        Agent.ALICE,
                        EnumSet.allOf(Toolset.class),
                        false,
                        HostileBackend.of(
                                "hostile", Backend.class, Jobs.class, Nodes.class, Users.class));
        String[] parts = call.split(" ", 2);

        Answer answer = plain.call(parts[0], parts[1]);

        harmless(answer);
        JsonNode structured = answer.structured().orElseThrow();
        assertThat(structured.toString()).contains(HostileBackend.ORDER);
        walk(structured, "", named(answer));
    }

    @Test
    void noFailureBypassesIt() {
        for (Failure failure : HostileBackend.failures()) {
            FakeBackend fake = new FakeBackend("fake");
            fake.failNext(failure);
            Answer answer = Agent.with(fake).call("get_job", "{\"job_ids\":[\"1\"]}");

            harmless(answer);
            assertThat(answer.failed()).isTrue();
            assertThat(answer.text()).doesNotContain("\n").hasSizeLessThanOrEqualTo(2_000);
            assertThat(named(answer)).containsExactly("content");
        }
    }

    @Test
    void noSuggestionAndNoWordOfProgressBypassesIt() {
        for (String argument : List.of("cluster", "queue", "image", "job_id", "node")) {
            assertThat(AGENT.tools.suggest(AGENT.caller, argument, "", Optional.empty()))
                    .isSubsetOf("hostile", "1");
        }
        AGENT.call("wait_for_job", "{\"job_ids\":[\"1\"]}");
        assertThat(AGENT.progress).allSatisfy(words -> assertThat(words).doesNotContain("\u001b"));
    }

    @Test
    void theMarkOfEachCallIsAnother() {
        Matcher one = fence();
        Matcher other = fence();

        assertThat(one.group(1)).isNotEqualTo(other.group(1));
    }

    private static Matcher fence() {
        Matcher matcher = FENCED.matcher(AGENT.call("get_cluster", "{}").text());
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    private static List<String> named(Answer answer) {
        return ((List<?>) answer.meta().getOrDefault(Answer.UNTRUSTED, List.of()))
                .stream().map(Object::toString).toList();
    }

    /** Nothing invisible, no escape, no secret: in the text and in the structure. */
    private static void harmless(Answer answer) {
        String all = answer.text() + answer.structured().orElse(null);
        assertThat(HostileBackend.SECRETS)
                .allSatisfy(secret -> assertThat(all).doesNotContain(secret));
        String unseen =
                answer.text().replace("\n", "")
                        + answer.structured().map(UntrustedTextTest::unescaped).orElse("");
        assertThat(unseen.codePoints().filter(UntrustedTextTest::invisible).toArray()).isEmpty();
    }

    private static String unescaped(ObjectNode structured) {
        return Json.MAPPER.convertValue(structured, Map.class).toString().replace("\n", "");
    }

    private static boolean invisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || c == 0x3164
                || c == 0xfe0f;
    }

    private static void walk(JsonNode node, String path, List<String> named) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> {
                        boolean given = field.getKey().contains("IGNORE");
                        assertThat(field.getKey())
                                .hasSizeLessThanOrEqualTo(300)
                                .doesNotContain("\n");
                        String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                        walk(field.getValue(), given ? path : at, named);
                    });
        } else if (node.isArray()) {
            node.forEach(item -> walk(item, path, named));
        } else if (node.isString() && node.asString().contains(HostileBackend.ORDER)) {
            assertThat(path).as("a cluster's text, not named as such").isIn(named);
            bounded(path, node.asString());
        }
    }

    private static void bounded(String path, String text) {
        Matcher fence = FENCED.matcher(text);
        if (fence.matches()) {
            assertThat(text.split(Pattern.quote(fence.group(1)), -1)).as(path).hasSize(3);
        } else if (KEPT_WHOLE.contains(path)) {
            assertThat(text).as(path).hasSizeLessThanOrEqualTo(20_000);
        } else {
            assertThat(text).as(path).doesNotContain("\n").hasSizeLessThanOrEqualTo(300);
        }
    }
}

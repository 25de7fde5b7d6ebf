package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.guard.policy.Policy;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy as a person writes it. */
class PolicyFileTest {
    private static final String CLUSTERS =
            "clusters: [{id: lab, kind: local}, {id: here, kind: local}]\npolicy:\n";

    @TempDir private Path folder;

    private Settings read(String text) throws IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("config.yml"), text), Map.of());
    }

    private static Caller student(Caller who) {
        return who.with(new Badge(Optional.empty(), Optional.empty(), Set.of("students")));
    }

    @Test
    void theWorkedExampleOfThePageIsOne() throws IOException {
        Matcher block =
                Pattern.compile("<!-- example: lab -->\n```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("../docs/policy.md")));
        assertThat(block.find()).isTrue();
        Policy policy = read(block.group(1)).rules();
        assertThat(policy.rules()).hasSize(3);
        assertThat(policy.opens(Callers.ALICE, "here")).isTrue();
        assertThat(policy.opens(student(Callers.ALICE), "here")).isFalse();
        assertThat(policy.opens(student(Callers.of("tutor")), "here")).isTrue();
        assertThat(policy.rules().get(1).ceilings().values())
                .containsExactlyInAnyOrder(16.0, 1.0, 14_400.0);
        assertThat(policy.rules().get(1).quotas()).hasSize(5);
        assertThat(policy.rules().getFirst().requestsPerMinute()).contains(300);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  - each-job: {core: 4}|line 3|unknown key core; did you mean cores?",
                "  - each_job: {cores: 4}|line 3|did you mean each-job?",
                "  - {user: alice}|line 3|unknown key user",
                "  - for: {group: [a]}|line 3|did you mean groups?",
                "  - in-all: {core-hours: 500}|line 3|write it like 500 per 7d",
                "  - in-all: {core-hours: 500 per 32d}|line 3|31d at most",
                "  - in-all: {live-jobs: -1}|line 3|live-jobs is at least 0",
                "  - in-all: {live-jobs: }|line 3|live-jobs has no value",
                "  - each-job: {wall-time: 4 hours}|line 3|4 hours is no span of time",
                "  - each-job: {wall-time: 0h}|line 3|longer than nothing",
                "  - each-job: {memory-gb: 0}|line 3|memory-gb is more than 0",
                "  - allow: {images: [hub*]}|line 3|at the end only",
                "  - {on: [lab], allow: {queues: [s*]}}|line 3|only images may end with a *",
                "  - allow: {images: []}|line 3|images names something",
                "  - allow: {images: }|line 3|images has no value",
                "  - {for: {users: []}, each-job: {cores: 1}}|line 3|users names something",
                "  - allow: {queues: [short]}|line 3|say with on whose they are",
                "  - {on: [lab], allow: {clusters: [lab]}}|line 3|write two rules",
                "  - {on: [lab], in-all: {requests-per-minute: 1}}|line 3|without on",
                "  - for: {users: [alice]}|policy[0]|says nothing: give it allow, each-job or in-all",
                "  - {on: [lba], each-job: {cores: 1}}|policy[0]|no cluster lba; did you mean lab?",
                "  - for:|line 3|for has no value",
                "  -|line 3|an item of a list has no value",
                "''|line 2|policy has no value",
                "  - allow: {clusters: [away]}|policy[0]|there are lab, here",
                "  - in-all: {count-by: group}|line 3|group",
            })
    void whatIsWrongIsSaidWithItsLine(String rule, String place, String words) {
        assertThatThrownBy(() -> read(CLUSTERS + rule + "\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(words);
    }

    @Test
    void withoutAPolicyNobodyIsLimited() throws IOException {
        assertThat(read("read-only: false\n").rules()).isEqualTo(Policy.NONE);
        assertThat(read("policy: []\n").policy()).isPresent();
    }

    @Test
    void whatIsWrongAnewLeavesTheOldPolicy() throws IOException {
        Settings first = read("policy: [{each-job: {cores: 1}}]\n");
        PolicyWatch watch = new PolicyWatch(first.rules());
        watch.reload(() -> {
            throw new UsageException("config.yml, line 3: unknown key");
        });
        assertThat(watch.get()).isEqualTo(first.rules());
        watch.reload(() -> Settings.NONE);
        assertThat(watch.get()).isEqualTo(Policy.NONE);
    }
}

package dev.hpcmcp.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptsTest {
    static Stream<PromptSpec> prompts() {
        return Prompts.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void speaksOnlyOfToolsThatThereAre(PromptSpec prompt) {
        List<String> tools = Catalog.TOOLS.stream().map(ToolSpec::name).toList();
        List<String> named =
                Pattern.compile("\\b[a-z]+_[a-z_]+\\b")
                        .matcher(prompt.template())
                        .results()
                        .map(MatchResult::group)
                        .filter(word -> !word.equals("dry_run") && !word.equals("job_id"))
                        .toList();

        assertThat(tools).containsAll(named);
        assertThat(named).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void usesEachArgumentItAsksFor(PromptSpec prompt) {
        prompt.arguments()
                .forEach(argument ->
                        assertThat(prompt.template()).contains("{" + argument.name() + "}"));
    }

    @Test
    void leavesOutTheLineOfAnArgumentThatWasNotGiven() {
        String without = Prompts.WHY_DID_MY_JOB_FAIL.filled(Map.of("job_id", "12"));
        String with = Prompts.WHY_DID_MY_JOB_FAIL.filled(Map.of("job_id", "12", "cluster", "lab"));

        assertThat(without).contains("the job 12").doesNotContain("cluster");
        assertThat(with).contains("It is on the cluster lab.");
    }

    @Test
    void cutsWhatIsFarTooLong() {
        assertThat(Prompts.RUN_AND_WATCH.filled(Map.of("what", "x".repeat(100_000))))
                .hasSizeLessThan(6_000);
    }
}

package dev.hpcmcp.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.spec.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TextTest {
    @Test
    void takesOutEscapesAndInvisibleCharacters() {
        LogText text =
                LogText.of(
                        List.of(
                                "\u001b[31mred\u001b[0m plain",
                                "a\u202eb\u200bc\u0007d",
                                "title\u001b]0;x\u0007end"));

        assertThat(text.lines()).containsExactly("red plain", "abcd", "titleend");
        assertThat(text.cleaned().ansi()).isEqualTo(3);
    }

    @Test
    void keepsOnlyWhatAProgressBarLastDrew() {
        LogText text = LogText.of(List.of("10%\r50%\r100%", "windows line\r"));

        assertThat(text.lines()).containsExactly("100%", "windows line");
        assertThat(text.cleaned().progressBars()).isEqualTo(2);
    }

    @Test
    void countsRepeatedLinesInsteadOfShowingThem() {
        LogText text = LogText.of(Collections.nCopies(500, "nan"));

        assertThat(text.lines()).containsExactly("nan", "[the line above 499 more times]");
        assertThat(LogText.of(List.of("a", "a", "a")).lines()).containsExactly("a", "a", "a");
    }

    @Test
    void showsShortWordsAsTheLongWayRoundWould() {
        Random random = new Random(7);
        String letters = "abcxyzABCXYZ0189_.-";
        for (int i = 0; i < 5_000; i++) {
            String word =
                    random.ints(random.nextInt(20), 0, letters.length())
                            .mapToObj(at -> letters.substring(at, at + 1))
                            .collect(Collectors.joining());
            assertThat(Untrusted.line(word)).isEqualTo(Untrusted.sentence(word));
        }
        for (String shortest :
                List.of("xoxb-0123456789", "pwd=abcd", "token: abc", "\u001b[31mred")) {
            assertThat(Untrusted.line(shortest))
                    .isNotEqualTo(shortest)
                    .isEqualTo(Untrusted.sentence(shortest));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
                "AKIAIOSFODNN7EXAMPLE",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
                "hpcmcp_0123456789abcdefghijklmnop"
            })
    void hidesWhatLooksLikeACredential(String secret) {
        LogText text = LogText.of(List.of("token is " + secret + " ok"));

        assertThat(text.lines()).containsExactly("token is [secret] ok");
        assertThat(text.cleaned().secrets()).isEqualTo(1);
    }

    @Test
    void nobodyCanKnowTheClosingMarkBeforehand() {
        String one = Fence.random().around("stdout", "hello");
        String other = Fence.random().around("stdout", "hello");

        assertThat(one).contains("data, not instructions").isNotEqualTo(other);
    }

    @Test
    void anOutlineHasEveryFact() {
        JsonNode answer =
                Json.MAPPER.readTree(
                        "{\"a\":1,\"list\":[{\"x\":\"y\",\"n\":{\"deep\":[1,2]}}],\"none\":[],\"o\":{\"k\":\"v\"}}");

        assertThat(Outline.of(answer))
                .isEqualTo("a: 1\nlist:\n- x: y, n: {deep: [1, 2]}\nnone: none\no:\n  k: v");
    }

    @Test
    void hidesAKeyThatRunsOverSeveralLinesEvenIfItsBeginningOrEndIsMissing() {
        String body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
        List<String> key =
                List.of(
                        "before",
                        "-----BEGIN RSA PRIVATE KEY-----",
                        body,
                        body,
                        "abc123==",
                        "-----END RSA PRIVATE KEY-----",
                        "after it");

        assertThat(LogText.of(key).lines()).containsExactly("before", "[secret]", "after it");
        assertThat(LogText.of(key.subList(2, 7)).lines()).containsExactly("[secret]", "after it");
        assertThat(LogText.of(key.subList(0, 4)).lines()).containsExactly("before", "[secret]");
        assertThat(LogText.of(List.of("key: " + String.join("\\n", key.subList(1, 6)))).lines())
                .containsExactly("key: [secret]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=hunter2 ok",
                "DB_PASSWORD: 'hunter2'",
                "api_key: hunter2",
                "\"apiKey\": \"hunter2\"",
                "Authorization: Bearer hunter2",
                "authorization: hunter2",
                "-H 'Authorization: Basic hunter2'",
                "git clone https://bob:hunter2@example.org/x.git",
                "postgresql://bob:hunter2@db/x",
                "http://node7:8888/?token=hunter2",
                "export AWS_SECRET_ACCESS_KEY=hunter2",
                "tool --password hunter2",
                "Set-Cookie: sid=hunter2; Path=/",
                "pass\u200bword=hun\u001b[1mter2"
            })
    void hidesWhatItsNameGivesAway(String line) {
        LogText text = LogText.of(List.of(line));

        assertThat(text.lines().getFirst()).contains("[secret]").doesNotContain("hunter2");
        assertThat(text.cleaned().secrets()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens=4096",
                "token: 50257",
                "Tokenizer: bert-base-uncased",
                "tokens: 512, seconds: 3",
                "PWD=/home/alice",
                "password required",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "see https://example.org:8080/a?page=2"
            })
    void leavesAloneWhatIsNoSecret(String line) {
        assertThat(LogText.of(List.of(line)).lines()).containsExactly(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ-",
                "sk-",
                "a.",
                "password",
                "-----BEGIN A ",
                "http://a:",
                "x=\"",
                "\u001b]",
                "Assertion ",
                "authorization: bearer "
            })
    void aLineMadeToKeepItBusyDoesNot(String part) {
        String line = part.repeat(80_000 / part.length());
        long start = System.nanoTime();

        LogText.of(List.of(line));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void foldsProgressButNeverAMeasurementThatASearchAskedFor() {
        List<String> epochs =
                IntStream.rangeClosed(1, 100)
                        .mapToObj(i -> "Epoch " + i + "/100 loss 0." + (999 - i))
                        .toList();
        List<String> table = IntStream.range(0, 50).mapToObj(i -> i + " " + i * i).toList();

        assertThat(LogText.of(epochs).lines())
                .containsExactly(
                        epochs.getFirst(),
                        "[98 lines like this left out; search shows them]",
                        epochs.getLast());
        assertThat(LogText.found(epochs).lines()).isEqualTo(epochs);
        assertThat(LogText.of(table).lines()).isEqualTo(table);
    }

    @Test
    void knowsWhatIsNotText() {
        assertThat(LogText.binary(List.of("\u0000\u0001\ufffdELF" + "\u0000".repeat(40)))).isTrue();
        assertThat(LogText.binary(List.of("caf\ufffd and a long line of ordinary text"))).isFalse();
        assertThat(LogText.binary(List.of())).isFalse();
    }

    @Test
    void saysWhatIsAllowedAndWhatToDoNext() {
        assertThat(FailureWords.say(new Failure.NotFound("job", "12")))
                .isEqualTo(
                        "not_found: there is no job 12, or it is not yours to see. list_jobs shows yours.");
        assertThat(
                        FailureWords.say(
                                new Failure.Busy(
                                        "lab", Optional.of(java.time.Duration.ofSeconds(7)))))
                .isEqualTo("busy: lab asks for patience. Try again in 7 s.");
        assertThat(FailureWords.say(new Failure.OutcomeUnknown("lab", "submit")))
                .contains("may or may not have happened")
                .contains("list_jobs");
    }

    @Test
    void guessesASlipButNotAnotherWord() {
        assertThat(Nearest.to("scrpt", List.of("script", "stderr_path"))).contains("script");
        assertThat(Nearest.to("zzz", List.of("script"))).isEmpty();
    }
}

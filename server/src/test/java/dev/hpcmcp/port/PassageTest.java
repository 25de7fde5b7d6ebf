package dev.hpcmcp.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageTest {
    private final Passage passage = new Passage("ours");

    @Test
    void whatClustersAnsweredIsKeptInItsOrderAndOnce() {
        List.of("b", "a", "b").forEach(passage::answered);

        assertThat(passage.answers()).containsExactly("a", "b");
    }

    @Test
    void ourOwnIdSaysNothingNew() {
        passage.answered("ours");

        assertThat(passage.answers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "two words",
                "a\nb",
                "a\n",
                "a\r\nX-Evil: 1",
                "a\tb",
                "a\u0000b",
                "\u001b[31mred",
                "\u202eevil",
                "\u00e9",
                "a\u2028b"
            })
    void whatIsNoIdIsLeftOut(String hostile) {
        passage.answered(hostile);

        assertThat(passage.answers()).isEmpty();
    }

    @Test
    void anIdIsNoLongerThanIdsAre() {
        passage.answered("x".repeat(128));
        passage.answered("y".repeat(129));
        passage.answered("z".repeat(1 << 20));

        assertThat(passage.answers()).containsExactly("x".repeat(128));
    }

    @Test
    void ofHundredsTheLastTwentyAreKept() {
        IntStream.range(0, 500).forEach(i -> passage.answered("id-" + i));

        assertThat(passage.answers()).hasSize(20).startsWith("id-480").endsWith("id-499");
    }

    @Test
    void manyMayTellItAtOnce() {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                String id = "id-" + i % 15;
                many.execute(() -> passage.answered(id));
                many.execute(() -> assertThat(passage.answers()).hasSizeBetween(0, 15));
            }
        }

        assertThat(passage.answers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 15).mapToObj(i -> "id-" + i).toList());
    }

    @Test
    void whatWasReadDoesNotChangeAfterwards() {
        passage.answered("first");
        List<String> read = passage.answers();
        passage.answered("second");

        assertThat(read).containsExactly("first");
    }

    @Test
    void twoCallsAreNeverTheSameAndCallersWithoutOneAreAsBefore() {
        assertThat(passage).isNotEqualTo(new Passage("ours")).hasToString("ours");
        Badge calling = Badge.NONE.calling("ours", "agent");
        assertThat(calling).isNotEqualTo(Badge.NONE.calling("ours", "agent")).isEqualTo(calling);
        assertThat(Callers.of("alice")).isEqualTo(Callers.ALICE);
    }

    /** A caller is passed on with other scopes and wishes while their call goes on. */
    @Test
    void aCallStaysTheSameHoweverItsCallerIsNarrowed() {
        Caller calling = Callers.ALICE.with(Badge.NONE.calling("ours", "agent"));
        Caller narrowed = calling.only(calling.scopes()).narrowed(Narrowing.NONE);
        Badge proven = narrowed.badge().bearing(Secret.of("t0ken"));

        assertThat(proven.call().orElseThrow()).isSameAs(calling.badge().call().orElseThrow());
    }
}

package dev.hpcmcp.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Names IMAGES =
            Names.ofFamilies(
                    List.of("hub.example.org/lab/*", "hub.example.org/tools/gcc:*", "plain"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.example.org/lab/a:1",
                "hub.example.org/lab/deep/b",
                "hub.example.org/tools/gcc:14.2",
                "plain"
            })
    void admitsWhatIsListedOrBelow(String name) {
        assertThat(IMAGES.admits(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain:1",
                "Plain",
                "hub.example.org/lab",
                "hub.example.org/lab/",
                "hub.example.org/lab/../root/a",
                "hub.example.org/lab/..",
                "hub.example.org/lab/./a",
                "hub.example.org/lab//a",
                "hub.example.org.evil.com/lab/a",
                "evil.com/hub.example.org/lab/a",
                "hub.example.org/tools/gcc:5000/evil",
                "hub.example.org/tools/gcc"
            })
    void admitsNothingElse(String name) {
        assertThat(IMAGES.admits(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a*", "*/a", "hub/*/a", "hub/**"})
    void refusesStarsThatLetInTooMuch(String name) {
        assertThatThrownBy(() -> Names.ofFamilies(List.of(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at the end only");
    }

    @Test
    void bothMeansWhatBothLetThrough() {
        List<String> words =
                List.of("a/*", "a/b/*", "a/b/c", "a/b:*", "a/b:1", "d", "a/b/c:2", "e:*", "e:f/g");
        List<String> asked =
                List.of("a/b", "a/b/c", "a/b/c:2", "a/b:1", "a/x", "d", "e:1", "e:f/g");
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Names one = some(words, random);
            Names two = some(words, random);
            Names both = one.and(two);
            for (String name : asked) {
                assertThat(both.admits(name))
                        .as("%s and %s of %s", one, two, name)
                        .isEqualTo(one.admits(name) && two.admits(name));
            }
        }
        assertThat(Names.ANY.and(IMAGES)).isEqualTo(IMAGES);
        assertThat(IMAGES.and(Names.ANY)).isEqualTo(IMAGES);
    }

    private static Names some(List<String> words, Random random) {
        return Names.ofFamilies(words.stream().filter(_ -> random.nextInt(3) == 0).toList());
    }
}

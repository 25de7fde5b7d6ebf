package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Image;
import dev.hpcmcp.port.FakeBackend;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Names by pattern, and images by name and tag. */
class NamesAndTagsTest {
    private final FakeBackend fake = new FakeBackend("fake");
    private final Agent alice = Agent.with(fake);

    @ParameterizedTest
    @CsvSource({
        "sweep-*,sweep-12,true",
        "sweep-*,my-sweep-1,false",
        "sweep-?,sweep-12,false",
        "*-final,a-final,true",
        "SWEEP-*,sweep-1,true",
        "a.c*,abc,false",
        "a\\E*,a\\Eb,true",
        "**,anything,true",
        "x*y*z,xyz,true"
    })
    void aStarStandsForAnythingAndAllElseForItself(String glob, String name, boolean matches) {
        assertThat(new Glob(glob).matches(name)).isEqualTo(matches);
    }

    @Test
    void theLongestPieceNarrowsTheList() {
        assertThat(new Glob("a*sweep-*").part()).contains("sweep-");
        assertThat(new Glob("*").part()).isEmpty();
    }

    @Test
    void aPatternIsLookedForOnEveryPage() {
        for (int i = 0; i < 150; i++) {
            alice.ask(
                    "submit_job",
                    "{\"command\":[\"true\"],\"name\":\"run-%d%s\"}"
                            .formatted(i, i < 2 ? "-old" : ""));
        }
        JsonNode shown = alice.ask("cancel_job", "{\"filter\":{\"name_contains\":\"run-*-old\"}}");
        assertThat(shown.at("/summary/would_cancel").asInt()).isEqualTo(2);
        assertThat(alice.refused("cancel_job", "{\"filter\":{\"name_contains\":\"run-*\"}}"))
                .contains("matches more than 100 jobs");
        assertThat(
                        alice.ask("cancel_job", "{\"filter\":{\"kinds\":[\"notebook\"]}}")
                                .path("results"))
                .isEmpty();
    }

    @Test
    void groupsHaveTheNewestTagFirstAndComePageByPage() {
        fake.addImages(
                Stream.of("1.9", "1.10", "latest", "1.10-rc1", "nightly")
                        .map(tag -> image("host/p/a", tag, "notebook"))
                        .toArray(Image[]::new));
        fake.addImages(image("host/p/b", "1", "headless"), image("other:5000/p/b", "1", "carta"));

        JsonNode first = alice.ask("fetch_images", "{\"grouped\":true,\"limit\":2}");
        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(first.at("/groups/0/tags").toString())
                .isEqualTo("[\"latest\",\"nightly\",\"1.10-rc1\",\"1.10\",\"1.9\"]");
        JsonNode second =
                alice.ask(
                        "fetch_images",
                        "{\"grouped\":true,\"limit\":2,\"cursor\":\"%s\"}"
                                .formatted(first.path("next_cursor").asString()));
        assertThat(second.at("/groups/0/name").asString()).isEqualTo("other:5000/p/b");
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(alice.refused("fetch_images", "{\"grouped\":true,\"cursor\":\"x\"}"))
                .startsWith("invalid_input: cursor");
    }

    @Test
    void tooManyImagesToGroupAreNotHalfGrouped() {
        fake.addImages(
                IntStream.range(0, 10_001)
                        .mapToObj(i -> image("host/p/n" + i, "1", "headless"))
                        .toArray(Image[]::new));
        assertThat(alice.refused("fetch_images", "{\"grouped\":true}")).contains("too many images");
    }

    private static Image image(String name, String tag, String type) {
        return new Image(
                "fake",
                name + ":" + tag,
                Optional.of(name),
                Optional.of(tag),
                List.of(type),
                Optional.empty());
    }
}

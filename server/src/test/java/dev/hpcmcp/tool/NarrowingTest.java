package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.Access;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Narrowing;
import dev.hpcmcp.spec.Effect;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.ToolSpec;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.watch.Watcher;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wish to see less never lets anybody see or do more, whatever else is so. */
final class NarrowingTest {
    private static final FakeBackend HERE = new FakeBackend("here", Clock.systemUTC());
    private static final FakeBackend THERE = new FakeBackend("there", Clock.systemUTC());

    /** A server, somebody who calls, and two wishes of their program. */
    record Case(Set<Toolset> on, boolean readOnly, Caller caller, Narrowing one, Narrowing two) {
        Toolbox toolbox() {
            Backends backends = new Backends(List.of(HERE, THERE));
            return Toolboxes.over(
                    backends, new Access(on, readOnly, backends), new Watcher(), Clock.systemUTC());
        }

        Set<String> seen(Caller by) {
            return toolbox().visible(by).stream()
                    .map(PublishedTool::name)
                    .collect(Collectors.toSet());
        }
    }

    static Stream<Case> cases() {
        return new Random(20261121).ints(100).mapToObj(NarrowingTest::random);
    }

    private static Case random(int seed) {
        var random = new Random(seed);
        Optional<Set<String>> clusters =
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(some(random, Set.of("here", "there", "elsewhere")));
        Caller caller =
                new Caller("alice", some(random, EnumSet.allOf(Scope.class)), clusters)
                        .with(new Badge(Optional.of("t"), Optional.empty(), Set.of()));
        return new Case(
                some(random, EnumSet.allOf(Toolset.class)),
                random.nextInt(4) == 0,
                caller,
                wish(random),
                wish(random));
    }

    private static Narrowing wish(Random random) {
        return new Narrowing(
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(some(random, EnumSet.allOf(Toolset.class))),
                random.nextInt(4) == 0);
    }

    private static <T> Set<T> some(Random random, Set<T> all) {
        Set<T> some = new HashSet<>(all);
        some.removeIf(_ -> random.nextInt(3) == 0);
        return some;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aWishNeverShowsMore(Case it) {
        Set<String> before = it.seen(it.caller());
        Set<String> after = it.seen(it.caller().narrowed(it.one()));
        assertThat(before).containsAll(after);
        assertThat(after).containsAll(it.seen(it.caller().narrowed(it.one()).narrowed(it.two())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOrderOfWishesDoesNotMatter(Case it) {
        Caller oneTwo = it.caller().narrowed(it.one()).narrowed(it.two());
        Caller twoOne = it.caller().narrowed(it.two()).narrowed(it.one());
        assertThat(oneTwo).isEqualTo(twoOne);
        assertThat(oneTwo.narrowed(it.one())).isEqualTo(oneTwo);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsNotSeenCannotBeDoneAndIsExplained(Case it) {
        Caller caller = it.caller().narrowed(it.one());
        Toolbox toolbox = it.toolbox();
        Set<String> seen = it.seen(caller);
        for (PublishedTool tool : toolbox.all()) {
            if (!seen.contains(tool.name())) {
                Answer answer = toolbox.call(caller, tool.name(), Map.of(), Client.SILENT);
                assertThat(answer.text()).startsWith("not_");
                assertThat(toolbox.off(caller)).anyMatch(off -> named(off, tool));
            } else {
                assertThat(toolbox.off(caller)).noneMatch(off -> named(off, tool));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readOnlyBeatsEverything(Case it) {
        Caller careful = it.caller().narrowed(new Narrowing(Optional.empty(), true));
        Set<String> changing =
                dev.hpcmcp.spec.Catalog.TOOLS.stream()
                        .filter(spec -> spec.effect() != Effect.READS)
                        .map(ToolSpec::name)
                        .collect(Collectors.toSet());
        assertThat(it.seen(careful)).doesNotContainAnyElementsOf(changing);
        assertThat(it.seen(careful.narrowed(it.one()))).doesNotContainAnyElementsOf(changing);
        if (it.readOnly()) {
            assertThat(it.seen(it.caller())).doesNotContainAnyElementsOf(changing);
        }
    }

    private static boolean named(String off, PublishedTool tool) {
        return List.of(off.substring(0, off.indexOf(": ")).split(", ")).contains(tool.name());
    }
}

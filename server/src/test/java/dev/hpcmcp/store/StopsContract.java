package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.Previews;
import dev.hpcmcp.guard.Stop;
import dev.hpcmcp.guard.Stop.Target;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stops and previews among several servers, on whichever database. */
abstract class StopsContract extends AuditRig {
    private Stop stop(String user) {
        return new Stop(
                Target.USER,
                user,
                "ann",
                clock.instant(),
                Optional.of(clock.instant().plus(Duration.ofHours(1))),
                Optional.of("why"));
    }

    @Test
    void everyServerSeesAStopAndItsLifting() {
        StoredStops here = store().stops();
        StoredStops there = store().stops();
        assertThat(there.now()).isEmpty();
        here.add(stop("alice"));
        here.add(stop("bob"));
        assertThat(there.now()).containsExactlyInAnyOrder(stop("alice"), stop("bob"));
        assertThat(there.lift(Target.USER, "alice")).isTrue();
        assertThat(there.lift(Target.USER, "alice")).isFalse();
        assertThat(here.now()).containsExactly(stop("bob"));
        assertThat(here.lift(Target.USER, "bob")).isTrue();
        assertThat(there.now()).isEmpty();
    }

    @Test
    void aSecondStopTakesThePlaceOfTheFirst() {
        StoredStops stops = store().stops();
        stops.add(stop("alice"));
        clock.move(Duration.ofMinutes(1));
        stops.add(stop("alice"));
        assertThat(stops.now()).containsExactly(stop("alice"));
    }

    @Test
    void lookingForStopsMakesNoDatabase() {
        assertThat(store().stops().now()).isEmpty();
        settings().file().ifPresent(file -> assertThat(Files.exists(file)).isFalse());
    }

    @Test
    void aPreviewIsUsedOnceAmongAllServers() {
        Previews here = store().previews();
        Previews there = store().previews();
        here.remember("seal", clock.instant().plusSeconds(300));
        assertThat(there.take("other", clock.instant())).isFalse();
        assertThat(there.take("seal", clock.instant())).isTrue();
        assertThat(here.take("seal", clock.instant())).isFalse();
    }

    @Test
    void aPreviewThatIsOverIsNoneAndMakesRoom() {
        Previews previews = store().previews();
        previews.remember("old", clock.instant().plusSeconds(300));
        clock.move(Duration.ofSeconds(301));
        assertThat(previews.take("old", clock.instant())).isFalse();
        previews.remember("new", clock.instant().plusSeconds(300));
        List<String> seals =
                database()
                        .read(sql -> sql.all("select seal from preview", row -> row.getString(1)));
        assertThat(seals).containsExactly("new");
    }
}

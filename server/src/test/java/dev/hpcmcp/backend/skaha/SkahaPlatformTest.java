package dev.hpcmcp.backend.skaha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Limits;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Ports;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform is, has and offers. */
class SkahaPlatformTest extends SkahaFixture {
    private static final String STATS = "/v1/session?view=stats";

    @Test
    void offersEveryPort() {
        assertThat(Ports.offeredBy(skaha))
                .containsExactly("jobs", "job_control", "logs", "capacity", "images", "sessions");
    }

    @Test
    void takesWhatIsCalledAvailableForTheTotalThatItIs() {
        answers(STATS, recorded("stats-available-means-total.json"));

        ClusterDetails details = skaha.describe(ALICE);

        assertThat(details.load().orElseThrow().coresInUse()).contains(377);
        assertThat(details.load().orElseThrow().coresTotal()).contains(960);
        assertThat(details.siteRules().orElseThrow())
                .contains("Memory: 1512 of 4120 GB is given out")
                .contains("starts with 1 cores and 4 GB and may use up to 8 and 32 GB")
                .contains("images.canfar.net");
        Limits limits = details.limits().orElseThrow();
        assertThat(limits.cores()).containsExactly(1, 2, 3, 8);
        assertThat(limits.memoryGb()).containsExactly(1.0, 2.0, 4.0, 6.0, 8.0);
        assertThat(limits.gpus()).containsExactly(1, 2);
        assertThat(limits.maxInteractiveSessions()).contains(5);
    }

    @Test
    void readsTheStatisticsOfOlderServices() {
        answers(STATS, recorded("stats-old-keys-with-instances.json"));

        assertThat(skaha.describe(ALICE).load().orElseThrow().coresInUse()).contains(80);
        assertThat(skaha.describe(ALICE).load().orElseThrow().coresTotal()).contains(200);
        assertThat(skaha.describe(ALICE).load().orElseThrow().jobsRunning()).contains(42);
    }

    @Test
    void aSiteThatDoesNotMeasureIsNotDown() {
        answers(STATS, text(503, "temporarily unavailable: null").withHeader("Retry-After", "30"));

        ClusterDetails details = skaha.describe(ALICE);

        assertThat(details.load()).isEmpty();
        assertThat(details.siteRules().orElseThrow()).contains("does not tell how busy");
        assertThat(left().stream().filter(r -> r.getUrl().contains("stats"))).hasSize(1);
    }

    @Test
    void readsTheFlatContextOfOlderServices() {
        answers("/v1/context", recorded("context-flat-before-2024.json"));
        answers(STATS, text(503, ""));

        Limits limits = skaha.describe(ALICE).limits().orElseThrow();

        assertThat(limits.cores()).containsExactly(1, 2, 4, 8, 16);
        assertThat(limits.memoryGb()).contains(192.0);
        assertThat(limits.gpus()).containsExactly(1, 2, 3);
        assertThat(limits.maxInteractiveSessions()).isEmpty();
    }

    /** The guide of v0 has no such address; nothing else tells the sizes. */
    @Test
    void aServiceThatDoesNotTellItsSizesIsKnownByItsSessions() {
        answers("/v1/context", page404());
        answers("/v0/session", json("[]").withHeader("x-vo-authenticated", "alice"));
        answers("/v0/session?view=stats", text(503, ""));

        assertThat(skaha.health(ALICE).message()).contains("API v0; signed in as alice");
        assertThat(skaha.plan(ALICE, job("env").cores(17).memoryGb(3).gpus(9).build()).problems())
                .isEmpty();
        ClusterDetails details = skaha.describe(ALICE);
        assertThat(details.limits()).isEmpty();
        assertThat(details.siteRules().orElseThrow())
                .contains("does not tell which cores, memory_gb and gpus there are");
    }

    @Test
    void readsNumbersThatAreTexts() {
        answers("/v1/context", recorded("context-numbers-as-texts-no-gpus.json"));
        answers(STATS, text(503, ""));

        Limits limits = skaha.describe(ALICE).limits().orElseThrow();

        assertThat(limits.maxInteractiveSessions()).contains(5);
        assertThat(limits.cores()).containsExactly(1, 2);
        assertThat(limits.gpus()).isEmpty();
    }

    @Test
    void findsImagesByTypeAndPartOfTheNamePageByPage() {
        Page<Image> first = skaha.images(ALICE, query(Optional.of("headless"), "", 2, ""));
        assertThat(first.items())
                .extracting(Image::id)
                .containsExactly(
                        "images.canfar.net/lsst/lsst_v19_0_0:0.1",
                        "images.canfar.net/skaha/astroml:latest");
        assertThat(first.total()).contains(3);

        Page<Image> second =
                skaha.images(
                        ALICE,
                        query(Optional.of("headless"), "", 2, first.nextCursor().orElseThrow()));
        assertThat(second.items()).hasSize(1);
        assertThat(second.nextCursor()).isEmpty();

        Image found =
                skaha.images(ALICE, query(Optional.empty(), "ASTRO", 5, "")).items().getFirst();
        assertThat(found.name()).contains("skaha/astroml");
        assertThat(found.tag()).contains("latest");
        assertThat(left().stream().filter(r -> r.getUrl().contains("/image")))
                .as("asked for once")
                .hasSize(1);
    }

    @Test
    void readsImagesAsTheGuideDocumentsThem() {
        answers("/v1/image", recorded("image-as-the-guide-documents-it.json"));

        assertThat(skaha.images(ALICE, query(Optional.of("notebook"), "", 5, "")).items())
                .singleElement()
                .extracting(Image::types)
                .asString()
                .contains("notebook");
    }

    @Test
    void refusesATypeThatIsNone() {
        assertThat(failure(() -> skaha.images(ALICE, query(Optional.of("notebok"), "", 5, ""))))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(skaha.images(ALICE, query(Optional.of("weird"), "", 5, "")).items()).hasSize(1);
        assertThat(failure(() -> skaha.images(ALICE, query(Optional.empty(), "", 5, "../x"))))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void tellsWhoWeAreThere() {
        answers("/v1/context", recorded("context.json").withHeader("x-vo-authenticated", "alice"));

        assertThat(skaha.health(ALICE).status()).isEqualTo(Cluster.Status.UP);
        assertThat(skaha.health(ALICE).message()).contains("API v1; signed in as alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/skaha", "/skaha/", "/skaha/v0", "/skaha/v1/"})
    void takesTheBaseAddressWithOrWithoutAVersion(String end) {
        SkahaSettings given =
                SkahaSettings.usual("canfar", server.baseUrl() + end, settings().signIns());

        assertThat(backend(given).health(ALICE).status()).isEqualTo(Cluster.Status.UP);
        assertThat(left()).allMatch(r -> r.getUrl().equals("/skaha/v1/context"));
    }

    private static ImageQuery query(
            Optional<String> type, String search, int limit, String cursor) {
        return new ImageQuery(
                type,
                Optional.of(search).filter(s -> !s.isEmpty()),
                limit,
                Optional.of(cursor).filter(s -> !s.isEmpty()));
    }
}

package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Project;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.port.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a site tells of itself, and what each version can. */
class OnDemandCapacityTest extends OnDemandFixture {
    @Test
    void describesQueuesProjectsLoadAndRules() {
        ClusterDetails details = site.describe(ALICE);

        assertThat(details.projects())
                .containsExactly(new Project("PAS1234", List.of("normal", "long")));
        assertThat(details.queues()).extracting(Queue::name).containsExactly("batch", "private");
        assertThat(details.queues().getFirst().coresTotal()).contains(4096);
        assertThat(details.queues().getFirst().gpusTotal()).contains(8);
        assertThat(details.queues().getFirst().state()).isEmpty();
        assertThat(details.queues().getLast().state()).contains("not for your projects");
        assertThat(details.load().orElseThrow().coresInUse()).contains(3000);
        assertThat(details.siteRules().orElse("")).contains("debug queue");
    }

    @Test
    void whatTheAdapterCannotTellIsLeftOut() {
        for (String part : List.of("/accounts", "/queues", "/cluster_info")) {
            on("GET", part, error(501, "not_implemented", "not supported by the 'owens' adapter"));
        }

        ClusterDetails details = site.describe(ALICE);

        assertThat(details.queues()).isEmpty();
        assertThat(details.load()).isEmpty();
        assertThat(details.siteRules()).isPresent();
    }

    @Test
    void aSchedulerThatIsDownIsNotAClusterWithoutQueues() {
        on("GET", "/queues", error(503, "service_unavailable", "x"));

        assertThat(failure(() -> site.describe(ALICE))).isInstanceOf(Failure.Unreachable.class);
    }

    @Test
    void longRulesAreCutAtALine() {
        on(
                "GET",
                "/context",
                json("{\"data\":{\"content\":\"" + "a rule\\n".repeat(9000) + "\"}}"));

        String rules = site.describe(ALICE).siteRules().orElse("");

        assertThat(rules).hasSizeLessThan(20_100).endsWith("of 63000 characters]");
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void eachVersionIsKnownByItsRoutes(Release release) {
        runs(release);
        site.list(ALICE, JobQuery.all(1));

        assertThat(site.health(ALICE).message().orElse("")).endsWith("API with " + release.words());
        boolean controls = release.has(Release.CONTROL);
        assertThat(site.actions().contains(Control.Action.HOLD)).isEqualTo(controls);
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
        assertThat(
                        failure(() ->
                                site.control(
                                        ALICE,
                                        new JobId("12345"),
                                        Control.of(Control.Action.HOLD))))
                .isInstanceOf(controls ? Failure.Conflict.class : Failure.NotSupported.class);
        if (release.has(Release.CONTEXT)) {
            assertThat(site.describe(ALICE).siteRules()).isPresent();
            assertThat(site.describe(ALICE).queues().isEmpty())
                    .isEqualTo(!release.has(Release.CAPACITY));
        } else {
            assertThat(failure(() -> site.describe(ALICE)))
                    .isInstanceOf(Failure.NotSupported.class);
        }
        assertThat(left("GET", "/jobs/historic")).hasSize(controls ? 1 : 0);
        assertThat(site.settles())
                .as("it is never sure")
                .isGreaterThan(java.time.Duration.ofDays(99));
        assertThat(site.findByMark(ALICE, "hpcmcp-none")).isEqualTo(Optional.empty());
    }
}

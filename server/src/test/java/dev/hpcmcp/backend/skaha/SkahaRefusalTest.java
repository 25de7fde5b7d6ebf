package dev.hpcmcp.backend.skaha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.port.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server would mangle, drop or inject is refused here, with a way out; nothing leaves. */
class SkahaRefusalTest extends SkahaFixture {
    private Failure.InvalidInput refused(JobRequest request) {
        Failure failure = failure(() -> skaha.submit(ALICE, request));
        assertThat(left()).noneMatch(r -> r.getMethod().getName().equals("POST"));
        assertThat(skaha.plan(ALICE, request).problems()).isNotEmpty();
        assertThat(failure).isInstanceOf(Failure.InvalidInput.class);
        return (Failure.InvalidInput) failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$HOME",
                "${X}",
                "$1",
                "$(NAME)",
                "a\\d",
                "say \"hi\"",
                "\"",
                "two\nlines",
                "a b",
                "a  b",
                "",
                "nul\0",
                "a\rb",
                "next\u0085line",
                "a\u2028b"
            })
    void refusesArgumentsThatWouldNotArrive(String argument) {
        Failure.InvalidInput refusal = refused(job("echo", argument).build());

        assertThat(refusal.field()).isEqualTo("command");
        assertThat(refusal.allowed().orElseThrow()).contains("script on shared storage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b=c", "cGFkZGVk==", "$HOME", "a\"b", "a\\b", "a\nb", "a\tb"})
    void refusesValuesOfVariablesThatWouldBeDroppedOrCut(String value) {
        Failure.InvalidInput refusal =
                refused(job("env").environment(Map.of("GOOD_NAME", value)).build());

        assertThat(refusal.field()).isEqualTo("environment");
        assertThat(refusal.problem()).contains("GOOD_NAME");
        assertThat(refusal.toString()).as("it may be a secret").doesNotContain("cGFkZGVk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A", "A-B", "A B", "A=B", "", "A\"B"})
    void refusesNamesOfVariablesThatAreNone(String name) {
        assertThat(refused(job("env").environment(Map.of(name, "x")).build()).field())
                .isEqualTo("environment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_b", "a b", "-a", "a-", "", "ä", "a\"\ninjected: yes", "a.b"})
    void refusesNamesThatAreNoHostNames(String name) {
        assertThat(refused(job("env").name(name).build()).field()).isEqualTo("name");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(refused(job("env").name("a".repeat(51)).build()).field()).isEqualTo("name");
        assertThat(skaha.plan(ALICE, job("env").name("a".repeat(50)).build()).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terminal",
                "docker.io/library/python:3",
                "images.canfar.net.evil.org/skaha/x:1",
                "images.canfar.net/skaha/x:1\"\ncommand: evil",
                "images.canfar.net/skaha/x 1",
                "images.canfar.net/../x:1",
                "images.canfar.net/",
                ""
            })
    void refusesImagesThatAreNoneOrFromElsewhere(String image) {
        assertThat(refused(job("env").image(image).build()).field()).isEqualTo("image");
    }

    @Test
    void saysWhichRegistriesThereAre() {
        assertThat(refused(job("env").image("docker.io/library/python:3").build()).allowed())
                .contains("an image of images.canfar.net, images.example.org");
    }

    @Test
    void refusesSizesThatAreNotOffered() {
        assertThat(refused(job("env").cores(5).build()))
                .isEqualTo(
                        new Failure.InvalidInput(
                                "cores",
                                "this cluster has only certain sizes",
                                Optional.of("one of 1, 2, 3, 8")));
        assertThat(refused(job("env").memoryGb(2.5).build()).field()).isEqualTo("memory_gb");
        assertThat(refused(job("env").gpus(3).build()).field()).isEqualTo("gpus");
    }

    @Test
    void refusesGpusWhereThereAreNone() {
        answers("/v1/context", recorded("context-numbers-as-texts-no-gpus.json"));

        assertThat(refused(job("env").gpus(1).build()).problem())
                .isEqualTo("this cluster has none to give");
    }

    @Test
    void refusesAScriptAndNamesTheWayOut() {
        JobRequest script =
                new JobRequestBuilder().image(IMAGE).script("#!/bin/sh\necho hi\n").build();

        Failure.InvalidInput refusal = refused(script);

        assertThat(refusal.field()).isEqualTo("script");
        assertThat(refusal.allowed().orElseThrow()).contains("shared storage").contains("command");
    }

    @Test
    void refusesWhatThePlatformHasNoNotionOf() {
        for (JobRequest request :
                List.of(
                        job("env").workingDirectory("/tmp").build(),
                        job("env").queue("long").build(),
                        job("env").project("p").build(),
                        job("env").nodes(2).build(),
                        job("env").tasks(4).build(),
                        job("env").array("1-10").build(),
                        job("env").stdoutPath("/tmp/out").build(),
                        job("env").hold(true).build(),
                        job("env").nativeOptions(List.of("--x")).build())) {
            assertThat(refused(request).field()).isNotBlank();
        }
    }

    @Test
    void warnsOfWhatHasNoEffectOrIsSeenByOthers() {
        JobRequest request =
                job("env")
                        .wallTimeSeconds(60)
                        .environment(Map.of("HOME", "/x", "MY_TOKEN", "x"))
                        .build();

        assertThat(skaha.plan(ALICE, request).problems()).isEmpty();
        assertThat(skaha.plan(ALICE, request).warnings())
                .anyMatch(w -> w.contains("14 days"))
                .anyMatch(w -> w.contains("HOME"))
                .anyMatch(w -> w.contains("MY_TOKEN looks like a secret"));
    }

    @Test
    void quotesHashesAndColonsOfTheHarmlessSortPass() {
        JobRequest request =
                job("echo", "it's", "#1", "a:b", "日本")
                        .environment(Map.of("X", "two words: 'fine' #1"))
                        .build();

        assertThat(skaha.plan(ALICE, request).problems()).isEmpty();
    }

    @Test
    void aSessionIsCheckedLikeAJob() {
        SessionRequest wrong =
                new SessionRequest(
                        Optional.of("a b"),
                        "x",
                        SessionRequest.Type.CARTA,
                        Optional.of(99),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        assertThat(failure(() -> skaha.launch(ALICE, wrong)))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(left()).noneMatch(r -> r.getMethod().getName().equals("POST"));
    }
}

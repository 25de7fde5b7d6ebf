package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.AppTokenHeader;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.SignIn;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two layers of proof, in whichever headers a site's version looks for them. */
class OnDemandSignInTest extends OnDemandFixture {
    private static final Secret APP = Secret.of("app0123");

    private List<Request> with(SignIn signIn) {
        server.resetRequests();
        OnDemandSettings settings =
                new OnDemandSettings(
                        "owens",
                        "Owens",
                        "http://127.0.0.1:" + server.port(),
                        Optional.empty(),
                        _ -> signIn,
                        Optional.empty(),
                        java.time.Duration.ofSeconds(30),
                        java.time.Duration.ofSeconds(30));
        backend(settings).list(ALICE, JobQuery.all(1));
        return server.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .map(Request.class::cast)
                .toList();
    }

    private void all(SignIn signIn, String bearer, String appToken, String cookie) {
        assertThat(with(signIn))
                .hasSizeGreaterThan(4)
                .allSatisfy(request -> {
                    assertThat(value(request, "Authorization")).isEqualTo(bearer);
                    assertThat(value(request, "X-OOD-API-Token")).isEqualTo(appToken);
                    assertThat(value(request, "Cookie")).isEqualTo(cookie);
                });
    }

    private static String value(Request request, String header) {
        return request.containsHeader(header) ? request.getHeader(header) : "";
    }

    @Test
    void signsEveryRequestWithWhatThereIs() {
        all(SignIn.bearer(Secret.of("jwt")), "Bearer jwt", "", "");
        all(
                SignIn.bearer(Secret.of("jwt")).withAppToken(APP, AppTokenHeader.EITHER),
                "Bearer jwt",
                "app0123",
                "");
        all(SignIn.cookie(Secret.of("s1")), "", "", "mod_auth_openidc_session=s1");
        all(SignIn.cookie(Secret.of("site_session=s1")), "", "", "site_session=s1");
        all(
                SignIn.cookie(Secret.of("s1==")).withAppToken(APP, AppTokenHeader.X_OOD_API_TOKEN),
                "",
                "app0123",
                "mod_auth_openidc_session=s1==");
    }

    @Test
    void anAppTokenAloneGoesWhereAnyVersionLooksForIt() {
        all(SignIn.appToken(APP), "Bearer app0123", "app0123", "");
        all(
                SignIn.appToken(APP).withAppToken(APP, AppTokenHeader.AUTHORIZATION),
                "Bearer app0123",
                "",
                "");
        all(
                SignIn.appToken(APP).withAppToken(APP, AppTokenHeader.X_OOD_API_TOKEN),
                "",
                "app0123",
                "");
    }

    @Test
    void theUsualPathIsAddedToAHostAndAnotherIsKept() {
        assertThat(OnDemandSettings.usual("a", "https://x.org/", SignIn.appToken(APP)).url())
                .isEqualTo("https://x.org/pun/sys/ood-api");
        assertThat(
                        OnDemandSettings.usual(
                                        "a", "https://x.org/ood/api/v1", SignIn.appToken(APP))
                                .url())
                .isEqualTo("https://x.org/ood");
        assertThat(OnDemandSettings.usual("a", "https://x.org/api/v1/", SignIn.appToken(APP)).url())
                .as("as the guide has it")
                .isEqualTo("https://x.org");
    }

    @Test
    void showsNoSecret() {
        assertThat(settings().toString()).doesNotContain("jwt-of-alice");
    }

    @Test
    void takesTheClusterOfItsIdOrTheOneThatIsNamedOrTheOnlyOne() {
        site = backend(settings().withCluster("pitzer"));
        site.list(ALICE, JobQuery.all(1));
        assertThat(left("GET", "/jobs").getLast().getUrl()).contains("cluster=pitzer");

        site = backend(settings().withCluster("gone"));
        assertThat(failure(() -> site.list(ALICE, JobQuery.all(1))))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict -> assertThat(conflict.problem()).contains("owens, pitzer"));

        on("GET", "/clusters", json("{\"data\":[{\"id\":\"only\"}]}"));
        site = backend(settings());
        site.list(ALICE, JobQuery.all(1));
        assertThat(left("GET", "/jobs").getLast().getUrl()).contains("cluster=only");
    }

    @Test
    void probesOnceAndChangesNothing() {
        site.list(ALICE, JobQuery.all(1));
        int after = server.getAllServeEvents().size();
        site.list(ALICE, JobQuery.all(1));

        assertThat(server.getAllServeEvents()).hasSize(after + 2);
        assertThat(left("POST", "/jobs")).isEmpty();
        assertThat(left("POST", "/jobs/probe/hold")).hasSize(1);
        assertThat(left("POST", "/jobs/probe/hold").getFirst().getUrl()).doesNotContain("cluster");
    }
}

package dev.hpcmcp.backend.ondemand;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.port.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new file below a directory that is a link. */
class OnDemandLinksTest extends OnDemandFixture {
    private static final int DIRECTORY = 16877;
    private static final int LINK = 41471;

    @BeforeEach
    void nothingIsThere() {
        on("GET", "/files", error(404, "not_found", "Path not found"));
        on("PUT", "/files", json("{\"data\":{\"path\":\"/home/alice/safe/x/new\",\"size\":1}}"));
    }

    private void shows(String directory, ResponseDefinitionBuilder answer) {
        server.stubFor(
                get(urlPathEqualTo(BASE + "/files"))
                        .withQueryParam("path", equalTo(directory))
                        .willReturn(answer));
    }

    private static ResponseDefinitionBuilder entry(String path, int mode) {
        return json(
                "{\"data\":[{\"path\":\"%s\",\"name\":\"x\",\"directory\":true,\"mode\":%d}]}"
                        .formatted(path, mode));
    }

    private void write(String path) {
        site.writeFile(ALICE, new FileWrite(path, "x", false, false));
    }

    @Test
    void aDirectoryThatTurnsOutToBeElsewhereIsJudgedByWhereItIs() {
        shows("/home/alice", entry("/home/alice/safe", DIRECTORY));
        shows("/home/alice/safe", entry("/home/alice/.ssh/keys", DIRECTORY));

        assertThat(failure(() -> write("~/safe/authorized_keys")))
                .isInstanceOf(Failure.NotAllowed.class);
        assertThat(left("PUT", "/files")).isEmpty();
    }

    @Test
    void whatIsStillToBeMadeBelowItCountsToo() {
        shows("/home/alice", entry("/home/alice/safe", DIRECTORY));
        shows("/home/alice/safe", entry("/home/alice/.config/gtk", DIRECTORY));

        assertThat(failure(() -> write("~/safe/autostart/x.desktop")))
                .isInstanceOf(Failure.NotAllowed.class);

        write("~/safe/x/new");
        assertThat(left("PUT", "/files")).hasSize(1);
    }

    @Test
    void aNameThatIsListedAsALinkIsNotFollowed() {
        shows("/home/alice", entry("/home/alice/safe", LINK));

        assertThat(failure(() -> write("~/safe/authorized_keys")).toString())
                .contains("NotAllowed")
                .contains("through a link");
        assertThat(left("PUT", "/files")).isEmpty();
    }

    @Test
    void plainDirectoriesAreNoObstacle() {
        shows("/home/alice", entry("/home/alice/safe", DIRECTORY));
        shows("/home/alice/safe", json("{\"data\":[]}"));

        write("~/safe/x/new");

        assertThat(left("PUT", "/files")).hasSize(1);
        assertThat(left("GET", "/files").getLast().getUrl())
                .as("what is not there has nothing to show")
                .contains("path=%2Fhome%2Falice%2Fsafe%2Fx");
    }

    @Test
    void outsideOfTheHomeDirectoryItIsTheSame() {
        shows("/tmp", entry("/tmp/safe", LINK));

        assertThat(failure(() -> write("/tmp/safe/authorized_keys")))
                .isInstanceOf(Failure.NotAllowed.class);
    }
}

package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that a configuration should not hold, and names that should not lead there. */
class PlacesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.43518/",
                "http://2852039166/",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://224.0.0.1/",
                "http://user@lab.example/",
                "http://user:secret@lab.example/",
                "ftp://lab.example/",
                "file:///etc/passwd",
                "gopher://lab.example/",
                "jar:http://lab.example!/x",
                "//lab.example/",
                "lab.example"
            })
    void refusesAClusterThatCannotBeThere(String url) {
        assertThatThrownBy(() -> Endpoint.of("lab", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lab")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("169");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:6820",
                "http://10.1.2.3",
                "http://[fd12::1]:80",
                "https://a"
            })
    void takesThoseOfThisMachineAndOfPrivateNetworks(String url) {
        assertThatCode(() -> Endpoint.of("lab", url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "fd00:ec2::254"})
    void aNameThatLeadsThereIsUnknown(String address) throws Exception {
        InetAddress fine = InetAddress.ofLiteral("10.0.0.1");
        var names = new Places(_ -> List.of(fine, InetAddress.ofLiteral(address)));
        assertThatThrownBy(() -> names.lookup("lab.example"))
                .isInstanceOf(UnknownHostException.class);
        assertThat(new Places(_ -> List.of(fine)).lookup("lab.example")).containsExactly(fine);
    }

    @Test
    void theClientAsksForNamesThere() {
        try (Rest rest = new Rest(new FakePace().pace())) {
            // As an address it is refused before; as a name in octal the resolver knows it.
            Endpoint octal = Endpoint.of("lab", "http://0251.0376.0251.0376:1/");
            assertThat(Failures.of(() -> rest.send(Call.get(octal.at("x")))).toString())
                    .contains("its host name is not known");
        }
    }
}

package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that somebody else names, to which something signed would go. */
class HereTest {
    private static final Endpoint OWN = Endpoint.of("lab", "https://own.example/api/v1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://own.example/api/v1/exports/e1/download",
                "https://OWN.example:443/files/e1.csv?signature=a%20b",
                "/files/e1.csv"
            })
    void takesWhatIsOnItsOwnHost(String address) {
        assertThat(OWN.here(address).orElseThrow().http().host()).isEqualTo("own.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/e1",
                "//evil.example/e1",
                "https:\\\\evil.example/e1",
                "https://own.example@evil.example/e1",
                "https://user:pass@own.example/e1",
                "https://own.example.evil.example/e1",
                "http://own.example/e1",
                "https://own.example:8443/e1",
                "ftp://own.example/e1",
                "javascript:alert(1)",
                "file:///etc/passwd"
            })
    void takesNothingElse(String address) {
        assertThat(OWN.here(address)).isEmpty();
    }
}

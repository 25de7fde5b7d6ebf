package dev.hpcmcp.app.http;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.hpcmcp.port.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider whose own words about itself would lead us astray. */
final class IssuerPlacesTest {
    private final WireMockServer provider = new WireMockServer(options().dynamicPort());
    private final WireMockServer elsewhere = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        provider.start();
        elsewhere.start();
        elsewhere.stubFor(get(anyUrl()).willReturn(okJson("{}")));
    }

    @AfterEach
    void stop() {
        provider.stop();
        elsewhere.stop();
    }

    private String name() {
        return "http://127.0.0.1:" + provider.port();
    }

    private void says(String key, String address) {
        String other = key.equals("jwks_uri") ? "introspection_endpoint" : "jwks_uri";
        provider.stubFor(
                get(anyUrl())
                        .willReturn(
                                okJson(
                                        "{\"issuer\":\"%1$s\",\"%2$s\":\"%1$s/x\",\"%3$s\":\"%4$s\"}"
                                                .formatted(name(), other, key, address))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keys.example.org/keys",
                "http://169.254.169.254/latest/meta-data",
                "http://10.0.0.1/keys",
                "file:///etc/passwd",
                "ftp://keys.example.org/keys",
                "jar:http://keys.example.org!/keys",
                "https://me:secret@keys.example.org/keys",
                "https:///keys",
                "/keys",
                "not an address"
            })
    void itsKeysAndItsAnswersAreFetchedSafelyOrNotAtAll(String address) {
        for (String key : new String[] {"jwks_uri", "introspection_endpoint"}) {
            says(key, address);
            assertThatThrownBy(new Issuer(name(), new MovingClock())::found)
                    .isInstanceOf(IssuerAway.class)
                    .hasMessageContaining(key)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void itIsNotFollowedElsewhere() {
        String there = "http://127.0.0.1:" + elsewhere.port() + "/metadata";
        provider.stubFor(get(anyUrl()).willReturn(temporaryRedirect(there)));
        assertThatThrownBy(new Issuer(name(), new MovingClock())::found)
                .isInstanceOf(IssuerAway.class);
        assertThat(elsewhere.getAllServeEvents()).isEmpty();
    }
}

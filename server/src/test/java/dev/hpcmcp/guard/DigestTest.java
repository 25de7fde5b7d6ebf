package dev.hpcmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.spec.Json;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.type.TypeReference;

class DigestTest {
    private static String digest(String json) {
        return Digest.of(Json.MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {}));
    }

    @Test
    void howItIsWrittenMakesNoDifference() {
        assertThat(digest("{\"a\":1,\"b\":{\"x\":[1.50],\"y\":null}}"))
                .isEqualTo(digest("{\"b\":{\"x\":[15e-1]}, \"a\":1.0, \"c\":null}"));
    }

    @Test
    void whatItSaysDoes() {
        assertThat(digest("{\"a\":\"1\"}")).isNotEqualTo(digest("{\"a\":1}"));
        assertThat(digest("{\"a\":[1,2]}")).isNotEqualTo(digest("{\"a\":[2,1]}"));
        assertThat(digest("{\"a\":\"b,\"}")).isNotEqualTo(digest("{\"a\":\"b\",\"\":0}"));
        assertThat(digest("{\"a\":[]}")).isNotEqualTo(digest("{\"a\":{}}"));
    }

    @Test
    @Timeout(5)
    void aHugeNumberCostsNothingAndBreaksNothing() {
        assertThat(digest("{\"a\":1e999999999}")).isNotEqualTo(digest("{\"a\":-1e999999999}"));
        assertThat(digest("{\"a\":1e300}")).isNotEqualTo(digest("{\"a\":1e301}"));
    }

    @Test
    void orderNeverMattersAndContentAlwaysDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Map<String, Object> object = RandomJson.object(random);
            assertThat(Digest.of(RandomJson.shuffled(object, random))).isEqualTo(Digest.of(object));
            assertThat(Digest.of(RandomJson.altered(object, random)))
                    .isNotEqualTo(Digest.of(object));
        }
    }
}

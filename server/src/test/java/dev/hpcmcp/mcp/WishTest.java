package dev.hpcmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Narrowing;
import dev.hpcmcp.spec.Toolset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WishTest {
    @Test
    void toolsetsAreNamedAsInTheConfiguration() throws Refused {
        assertThat(Wish.query("toolsets=jobs,%20Images&x=y"))
                .isEqualTo(new Narrowing(Optional.of(Set.of(Toolset.JOBS, Toolset.IMAGES)), false));
        assertThat(Wish.query("x=toolsets")).isEqualTo(Narrowing.NONE);
    }

    @Test
    void sayingItTwiceOnlyTakesAway() throws Refused {
        assertThat(Wish.query("toolsets=jobs,images&toolsets=images,files").toolsets())
                .contains(Set.of(Toolset.IMAGES));
        assertThat(Wish.query("readonly=true&readonly=false").readOnly()).isTrue();
        assertThat(Wish.query("toolsets=").toolsets()).contains(Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "readonly=true,true",
        "readonly=1,true",
        "readonly,true",
        "readonly=YES,true",
        "readonly=false,false",
        "readonly=0,false",
        "other=1,false"
    })
    void readOnlyIsSaidInTheUsualWays(String query, boolean readOnly) throws Refused {
        assertThat(Wish.query(query).readOnly()).isEqualTo(readOnly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"readonly=maybe", "toolsets=jobs,everything", "toolsets=%zz"})
    void whatIsUnclearIsRefusedAndNotPassedOver(String query) {
        assertThatThrownBy(() -> Wish.query(query)).isInstanceOf(Refused.class);
    }
}

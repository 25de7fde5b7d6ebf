package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void makesOneLineOfMany() {
        assertThat(Excerpt.of("  a\r\n\tb\u00a0\u2028c \n")).isEqualTo("a b c");
    }

    @Test
    void dropsWhatCannotBeSeen() {
        String tags = new String(Character.toChars(0xE0041));
        String selector = new String(Character.toChars(0xE0101));

        assertThat(
                        Excerpt.of(
                                "a\u001b[31mb\u200bc\u202ed\u0000e\ufefff\ufe0fg\ue000h"
                                        + tags
                                        + selector
                                        + "\ud800i"))
                .isEqualTo("a[31mbcdefghi");
    }

    @Test
    void keepsOtherScriptsWhole() {
        assertThat(Excerpt.of("größer als 日本語 \ud83d\ude00"))
                .isEqualTo("größer als 日本語 \ud83d\ude00");
    }

    @Test
    void isShort() {
        assertThat(Excerpt.of("x".repeat(10_000_000))).hasSize(303).endsWith("...");
    }
}

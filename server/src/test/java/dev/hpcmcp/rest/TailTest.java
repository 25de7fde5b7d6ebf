package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTest {
    @Test
    void keepsEverythingThatFits() {
        Tail tail = new Tail(10);
        tail.write("ab\nc".getBytes(StandardCharsets.UTF_8), 0, 4);

        assertThat(new String(tail.bytes(), StandardCharsets.UTF_8)).isEqualTo("ab\nc");
        assertThat(tail.total()).isEqualTo(4);
        assertThat(tail.lines()).isEqualTo(1);
    }

    @Test
    void keepsTheEndHoweverItComes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Tail tail = new Tail(1 + random.nextInt(20));
            int keep = tail.bytes().length;
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 10; i++) {
                byte[] piece = new byte[random.nextInt(50)];
                random.nextBytes(piece);
                tail.write(piece, 0, piece.length);
                all.writeBytes(piece);
            }
            byte[] kept = tail.bytes();
            byte[] end =
                    Arrays.copyOfRange(all.toByteArray(), all.size() - kept.length, all.size());

            assertThat(keep).isZero();
            assertThat(kept).isEqualTo(end);
            assertThat(tail.total()).isEqualTo(all.size());
        }
    }

    @Test
    void keepsAsMuchAsItMay() {
        Tail tail = new Tail(3);
        for (char c : "a\nbcd\n".toCharArray()) {
            tail.write(c);
        }

        assertThat(new String(tail.bytes(), StandardCharsets.UTF_8)).isEqualTo("cd\n");
        assertThat(tail.lines()).isEqualTo(2);
    }
}

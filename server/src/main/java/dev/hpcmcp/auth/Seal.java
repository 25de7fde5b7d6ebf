package dev.hpcmcp.auth;

import dev.hpcmcp.port.Secret;
import dev.hpcmcp.spec.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import tools.jackson.core.JacksonException;

/**
 * Seals credentials with AES-256-GCM, each with a random nonce. Whose it is, for which cluster, and
 * all else that stands beside the box belongs to the seal: what is moved or changed does not open.
 */
final class Seal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Seal() {}

    /** What is in the box. */
    private record Contents(String secret, Optional<String> user, Optional<String> refresh) {
        @Override
        public String toString() {
            return "Contents";
        }
    }

    static SealedCredential close(
            String subject, String cluster, Credential open, Instant put, SealingKey key) {
        // As precise as it is kept: it belongs to the seal.
        Optional<Instant> expires = open.expires().map(Seal::millis);
        SealedCredential empty =
                new SealedCredential(
                        subject, cluster, open.kind(), millis(put), expires, key.id(), "");
        Contents contents =
                new Contents(
                        open.secret().reveal(), open.user(), open.refresh().map(Secret::reveal));
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, empty);
            byte[] sealed = cipher.doFinal(Json.MAPPER.writeValueAsBytes(contents));
            byte[] box =
                    ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
            return boxed(empty, Base64.getEncoder().encodeToString(box));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Empty if this key did not seal exactly this. */
    static Optional<Credential> open(SealedCredential sealed, SealingKey key) {
        try {
            byte[] box = Base64.getDecoder().decode(sealed.box());
            if (box.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(box, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, sealed);
            byte[] plain = cipher.doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES);
            Contents contents = Json.MAPPER.readValue(plain, Contents.class);
            return Optional.of(
                    new Credential(
                            sealed.kind(),
                            Secret.of(contents.secret()),
                            contents.user(),
                            sealed.expires(),
                            contents.refresh().map(Secret::of)));
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException broken) {
            return Optional.empty();
        }
    }

    private static SealedCredential boxed(SealedCredential it, String box) {
        return new SealedCredential(
                it.subject(), it.cluster(), it.kind(), it.put(), it.expires(), it.key(), box);
    }

    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }

    private static Cipher cipher(int mode, SealingKey key, byte[] nonce, SealedCredential about)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(label(about));
        return cipher;
    }

    /** Each part with its length: no two labels read the same. */
    private static byte[] label(SealedCredential about) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(about.subject());
            out.writeUTF(about.cluster());
            out.writeUTF(about.key());
            out.writeUTF(about.kind().name());
            out.writeLong(about.put().toEpochMilli());
            out.writeLong(about.expires().map(Instant::toEpochMilli).orElse(-1L));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

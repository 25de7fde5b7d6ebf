package dev.hpcmcp.rest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in PEM, in the forms that grid tools and OpenSSL write. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private Pem() {}

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> all = new ArrayList<>();
        for (Block block : blocks(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                all.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(block.der())));
            }
        }
        if (all.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in the file");
        }
        return List.copyOf(all);
    }

    /** The private key that belongs to a certificate of the same text. */
    static PrivateKey key(String pem, PublicKey partner) throws GeneralSecurityException {
        for (Block block : blocks(pem)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return decoded(block.der(), partner);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    return decoded(wrapped(block.der(), partner), partner);
                }
                case "ENCRYPTED PRIVATE KEY" ->
                        throw new GeneralSecurityException(
                                "the private key in the file is locked with a passphrase");
                default -> {}
            }
        }
        throw new GeneralSecurityException("there is no private key in the file");
    }

    private static PrivateKey decoded(byte[] pkcs8, PublicKey partner)
            throws GeneralSecurityException {
        return KeyFactory.getInstance(partner.getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /**
     * Makes PKCS#8, the only form Java reads, of the older bare key: SEQUENCE { 0, algorithm, OCTET
     * STRING { key } }. The algorithm with its parameters is copied from the public key, whose
     * encoding starts with it.
     */
    private static byte[] wrapped(byte[] key, PublicKey partner) {
        byte[] encoded = partner.getEncoded();
        int start = headerLength(encoded, 0);
        int end = start + headerLength(encoded, start) + contentLength(encoded, start);
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[] {2, 1, 0});
        inner.write(encoded, start, end - start);
        inner.writeBytes(der(4, key));
        return der(0x30, inner.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = content.length;
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static int headerLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = 2; i < headerLength(der, at); i++) {
            length = (length << 8) | (der[at + i] & 0xff);
        }
        return length;
    }

    private static List<Block> blocks(String pem) throws GeneralSecurityException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(pem);
        try {
            while (matcher.find()) {
                blocks.add(
                        new Block(
                                matcher.group(1),
                                Base64.getMimeDecoder().decode(matcher.group(2))));
            }
        } catch (IllegalArgumentException hidden) {
            throw new GeneralSecurityException("the file is damaged");
        }
        return blocks;
    }

    /** Not a record, so that no key shows up in a toString. */
    private static final class Block {
        private final String label;
        private final byte[] der;

        private Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        private String label() {
            return label;
        }

        private byte[] der() {
            return der;
        }
    }
}

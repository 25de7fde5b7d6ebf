package dev.hpcmcp.tool;

/** An image as it goes to a client. */
public final class Picture {
    private final String type;
    private final byte[] bytes;

    private Picture(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes.clone();
    }

    static Picture png(byte[] bytes) {
        return new Picture("image/png", bytes);
    }

    public String type() {
        return type;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}

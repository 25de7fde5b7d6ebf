package dev.hpcmcp.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import okhttp3.Response;

/** Passes a good answer's body on as it arrives; keeps what is no good answer. */
final class Pour implements Intake {
    private static final int CHUNK = 16 << 10;

    private final long cap;
    private final Opening opening;
    private volatile long passed;
    private volatile boolean cut;

    Pour(long cap, Opening opening) {
        this.cap = cap;
        this.opening = opening;
    }

    @Override
    public byte[] take(Response response) throws IOException {
        String type = response.header("Content-Type", "");
        if (!response.isSuccessful() || (type != null && Pages.isHtml(type))) {
            return new Whole(cap).take(response);
        }
        Head head = new Head(response.code(), response.headers().toMultimap());
        try (OutputStream sink = open(head)) {
            pour(response.body().byteStream(), sink);
        }
        return new byte[0];
    }

    private OutputStream open(Head head) {
        try {
            return opening.open(head);
        } catch (IOException ours) {
            throw new UncheckedIOException(ours);
        }
    }

    private void pour(InputStream in, OutputStream sink) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long done = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            int fits = (int) Math.min(read, cap - done);
            done += fits;
            passed = done;
            write(sink, chunk, fits);
            if (fits < read) {
                cut = true;
                return;
            }
        }
    }

    /** Not being able to write is our trouble, not the cluster's. */
    private static void write(OutputStream sink, byte[] chunk, int length) {
        try {
            sink.write(chunk, 0, length);
        } catch (IOException ours) {
            throw new UncheckedIOException(ours);
        }
    }

    @Override
    public boolean isFresh() {
        return passed == 0;
    }

    @Override
    public boolean hasEnough() {
        return cut;
    }

    Streamed streamed(Reply reply) {
        return new Streamed(reply, passed, cut);
    }
}

package dev.hpcmcp.tool;

import dev.hpcmcp.spec.Json;
import java.io.OutputStream;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.node.ObjectNode;

/** A JSON list of objects. */
record JsonTable(SequenceWriter rows) implements Table {
    JsonTable(OutputStream out) {
        this(Json.MAPPER.writer().writeValuesAsArray(out));
    }

    @Override
    public void row(ObjectNode row) {
        rows.write(row);
    }

    @Override
    public void flush() {
        rows.flush();
    }

    @Override
    public void close() {
        rows.close();
    }
}

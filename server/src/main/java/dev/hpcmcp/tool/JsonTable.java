package dev.hpcmcp.tool;

import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.node.ObjectNode;

/** A JSON list of objects. */
record JsonTable(SequenceWriter rows) implements Table {
    JsonTable(OutputStream out) {
        this(Json.MAPPER.writer().writeValuesAsArray(out));
    }

    @Override
    public void row(ObjectNode row) throws IOException {
        Table.write(() -> rows.write(row));
    }

    @Override
    public void flush() throws IOException {
        Table.write(rows::flush);
    }

    @Override
    public void close() throws IOException {
        Table.write(rows::close);
    }
}

package dev.hpcmcp.tool;

import dev.hpcmcp.text.Untrusted;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * Comma-separated values with a line of names. A text that a spreadsheet would take for a formula
 * gets an apostrophe before it.
 */
final class CsvTable implements Table {
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING).build();

    /** Those of wide letters are formulas too where people write so. */
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    private final SequenceWriter rows;
    private List<String> columns = List.of();

    CsvTable(List<String> columns, OutputStream out) throws IOException {
        this.rows = CSV.writer().writeValues(out);
        name(columns);
    }

    private void name(List<String> names) throws IOException {
        columns = names;
        if (!names.isEmpty()) {
            write(names.stream().map(name -> harmless(Untrusted.cell(name))));
        }
    }

    @Override
    public void row(ObjectNode row) throws IOException {
        if (columns.isEmpty()) {
            name(List.copyOf(row.propertyNames()));
        }
        write(columns.stream().map(column -> cell(row.path(column))));
    }

    private void write(Stream<String> cells) throws IOException {
        Table.write(() -> rows.write(cells.toList()));
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isNumber() || value.isBoolean()) {
            return value.asString();
        }
        if (value.isArray() && value.valueStream().noneMatch(JsonNode::isContainer)) {
            return harmless(
                    value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" ")));
        }
        return harmless(value.isString() ? value.asString() : value.toString());
    }

    private static String harmless(String text) {
        String seen = text.stripLeading();
        return !seen.isEmpty() && FORMULA.indexOf(seen.charAt(0)) >= 0 ? "'" + text : text;
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

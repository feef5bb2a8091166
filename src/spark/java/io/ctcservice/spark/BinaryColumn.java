package io.ctcservice.spark;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A binary column of a Parquet file, read row after row. What it returns lies in the page that Parquet has read: Spark's own
 * reader copies each value twice more and unpacks Snappy through a stream, which for rows of 64 KB takes longer than
 * their loss. Not thread-safe.
 */
final class BinaryColumn implements Closeable {

    private final ParquetFileReader file;
    private final MessageType schema;
    private final @Nullable ColumnDescriptor descriptor;

    private int group = -1;
    private @Nullable ColumnReader values;

    /** The row at which {@link #values} is. */
    private long next;

    private BinaryColumn(ParquetFileReader file, String name) {
        this.file = file;
        var whole = file.getFileMetaData().getSchema();
        if (whole.containsField(name)) {
            this.schema = new MessageType(whole.getName(), whole.getType(name));
            this.descriptor = schema.getColumns().get(0);
            file.setRequestedSchema(schema);
        } else { // as Spark does with files that are older than a column
            this.schema = whole;
            this.descriptor = null;
        }
    }

    /**
     * Opens a column of a file; one that the file lacks is null in all rows.
     *
     * @param named the file as Spark names it
     */
    static BinaryColumn open(String named, String name) throws IOException {
        var settings = Storage.settings();
        var path = Storage.named(named);
        var options = HadoopReadOptions.builder(settings, path)
                .withCodecFactory(new WholePageCodecs(settings))
                .build();
        return new BinaryColumn(ParquetFileReader.open(HadoopInputFile.fromPath(path, settings), options), name);
    }

    /**
     * Returns the bytes of a row, null if it has none. They may be gone when another row is asked for.
     *
     * @param row counted from the start of the file; not before one that was asked for
     * @throws IllegalArgumentException if the file has no such row
     */
    @Nullable
    ByteBuffer at(long row) throws IOException {
        if (descriptor == null) {
            return null;
        }
        var reader = reader(row, descriptor);
        boolean isThere = reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
        return isThere ? reader.getBinary().toByteBuffer() : null;
    }

    /** Returns the reader, at this row. */
    private ColumnReader reader(long row, ColumnDescriptor column) throws IOException {
        var reader = values;
        if (reader == null || row >= end(group)) {
            int wanted = group(row);
            var pages = file.readRowGroup(wanted);
            reader = new ColumnReadStoreImpl(
                            pages,
                            new NoConverter(),
                            schema,
                            file.getFileMetaData().getCreatedBy())
                    .getColumnReader(column);
            group = wanted;
            values = reader;
            next = block(wanted).getRowIndexOffset();
        }
        for (; next < row; next++) {
            if (reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
                reader.skip();
            }
            reader.consume();
        }
        return reader;
    }

    private int group(long row) {
        for (int i = Math.max(0, group); i < file.getRowGroups().size(); i++) {
            if (row >= block(i).getRowIndexOffset() && row < end(i)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no row " + row + " in " + file.getFile());
    }

    private long end(int group) {
        return block(group).getRowIndexOffset() + block(group).getRowCount();
    }

    private BlockMetaData block(int group) {
        return file.getRowGroups().get(group);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The converters that a reader wants to have, although values are taken from it directly. */
    private static final class NoConverter extends GroupConverter {

        private static final PrimitiveConverter NOTHING = new PrimitiveConverter() {
            @Override
            public void addBinary(Binary value) {
                // nobody asks for it
            }
        };

        @Override
        public Converter getConverter(int field) {
            return NOTHING;
        }

        @Override
        public void start() {
            // no groups are read
        }

        @Override
        public void end() {
            // no groups are read
        }
    }
}

package io.ctcservice.spark;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A binary column of a Parquet file, read row after row. What it returns lies in the page that was read: Spark's own
 * reader copies each value twice more and unpacks Snappy through a stream, which for rows of 64 KB takes longer than
 * their loss. Files that are encrypted are read by Parquet, a row group at a time. Not thread-safe.
 */
final class BinaryColumn implements Closeable {

    private final ParquetFileReader file;
    private final FSDataInputStream stream;
    private final PageCodecs codecs;
    private final MessageType schema;
    private final @Nullable ColumnDescriptor descriptor;

    private int group = -1;
    private @Nullable ColumnReader values;

    /** The row at which {@link #values} is. */
    private long next;

    private BinaryColumn(ParquetFileReader file, FSDataInputStream stream, PageCodecs codecs, String name) {
        this.file = file;
        this.stream = stream;
        this.codecs = codecs;
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
        var codecs = new PageCodecs(settings);
        var options = HadoopReadOptions.builder(settings, path).build();
        var file = ParquetFileReader.open(HadoopInputFile.fromPath(path, settings), options);
        try {
            return new BinaryColumn(file, Storage.sequential(path), codecs, name);
        } catch (IOException | RuntimeException unreadable) {
            file.close();
            throw unreadable;
        }
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
            reader = new ColumnReadStoreImpl(
                            pages(wanted, column),
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

    private PageReadStore pages(int wanted, ColumnDescriptor column) throws IOException {
        if (file.getFileMetaData().getFileDecryptor() != null) {
            return file.readRowGroup(wanted);
        }
        var path = ColumnPath.get(column.getPath());
        var chunk = block(wanted).getColumns().stream()
                .filter(one -> one.getPath().equals(path))
                .findFirst()
                .orElseThrow();
        stream.seek(chunk.getStartingPos());
        var pages = new StreamedPages(stream, chunk, codecs.of(chunk.getCodec()));
        return new OneColumn(pages, block(wanted).getRowCount());
    }

    /** The pages of a column that is read alone. */
    private record OneColumn(PageReader pages, long rows) implements PageReadStore {

        @Override
        public PageReader getPageReader(ColumnDescriptor column) {
            return pages;
        }

        @Override
        public long getRowCount() {
            return rows;
        }
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
        try {
            stream.close();
        } finally {
            codecs.release();
            file.close();
        }
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

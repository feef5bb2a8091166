package io.ctcservice.spark;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a column chunk, read one after the other, each into the place of the one before: a page stays in the caches
 * of a core, where Parquet's own reader takes memory for the whole chunk and leaves the reading to other threads. Not
 * thread-safe.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/">Data pages of Parquet</a>
 */
final class StreamedPages implements PageReader {

    private static final ParquetMetadataConverter NAMES = new ParquetMetadataConverter();

    private final ChunkStream stream;
    private final PageCodecs.Codec codec;
    private final Statistics<?> none;
    private final long values;
    private long left;
    private byte[] page = {};
    private @Nullable PageHeader first;
    private @Nullable DictionaryPage dictionary;

    /** @param file at the start of the chunk */
    StreamedPages(InputStream file, ColumnChunkMetaData chunk, PageCodecs.Codec codec) throws IOException {
        this.stream = new ChunkStream(file, chunk.getTotalSize());
        this.codec = codec;
        this.none = Statistics.createStats(chunk.getPrimitiveType());
        this.values = chunk.getValueCount();
        this.left = values;
        this.first = left == 0 ? null : Util.readPageHeader(stream);
        if (first != null && first.type == PageType.DICTIONARY_PAGE) {
            dictionary = dictionary(first);
            first = null;
        }
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        return dictionary;
    }

    @Override
    public long getTotalValueCount() {
        return values;
    }

    /** Returns the next page, null at the end. What the one before has is gone. */
    @Override
    public @Nullable DataPage readPage() {
        try {
            while (left > 0) {
                PageHeader header = first == null ? Util.readPageHeader(stream) : first;
                first = null;
                DataPage data = data(header);
                if (data != null) {
                    left -= data.getValueCount();
                    return data;
                }
            }
            return null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private @Nullable DataPage data(PageHeader header) throws IOException {
        return switch (header.type) {
            case DATA_PAGE -> {
                var about = Objects.requireNonNull(header.data_page_header);
                yield new DataPageV1(
                        codec.unpack(body(header), header.uncompressed_page_size),
                        about.num_values,
                        header.uncompressed_page_size,
                        none,
                        NAMES.getEncoding(about.repetition_level_encoding),
                        NAMES.getEncoding(about.definition_level_encoding),
                        NAMES.getEncoding(about.encoding));
            }
            case DATA_PAGE_V2 -> second(header, Objects.requireNonNull(header.data_page_header_v2));
            default -> {
                body(header); // an index, which nothing here needs
                yield null;
            }
        };
    }

    /** Returns a page of the second kind, whose levels are not compressed. */
    private DataPage second(PageHeader header, DataPageHeaderV2 about) throws IOException {
        body(header);
        int repetition = about.repetition_levels_byte_length;
        int levels = repetition + about.definition_levels_byte_length;
        if (repetition < 0 || levels < repetition || levels > header.compressed_page_size) {
            throw new IOException("a page whose levels are longer than it");
        }
        var values = BytesInput.from(page, levels, header.compressed_page_size - levels);
        boolean isCompressed = !about.isSetIs_compressed() || about.is_compressed;
        return DataPageV2.uncompressed(
                about.num_rows,
                about.num_nulls,
                about.num_values,
                BytesInput.from(page, 0, repetition),
                BytesInput.from(page, repetition, levels - repetition),
                NAMES.getEncoding(about.encoding),
                isCompressed ? codec.unpack(values, header.uncompressed_page_size - levels) : values,
                none);
    }

    private DictionaryPage dictionary(PageHeader header) throws IOException {
        var about = Objects.requireNonNull(header.dictionary_page_header);
        var bytes = codec.unpack(body(header), header.uncompressed_page_size);
        var own = new ByteArrayOutputStream();
        bytes.writeAllTo(own);
        return new DictionaryPage(
                BytesInput.from(own.toByteArray()), about.num_values, NAMES.getEncoding(about.encoding));
    }

    /** Reads what follows a header. */
    private BytesInput body(PageHeader header) throws IOException {
        int length = header.compressed_page_size;
        if (length < 0 || length > stream.left()) {
            throw new IOException("a page of " + length + " bytes in a chunk that has " + stream.left() + " more");
        }
        if (length > page.length) {
            page = new byte[length];
        }
        stream.readFully(page, length);
        return BytesInput.from(page, 0, length);
    }

    /** The bytes of a chunk: a few at a time for headers, so that no more is read of the file than is its own. */
    private static final class ChunkStream extends InputStream {

        /** As much at once stays in the second-level cache between the system's copy and the next. */
        private static final int PIECE = 1 << 17;

        private final InputStream file;
        private final byte[] some = new byte[512];
        private long unread;
        private int next;
        private int end;

        ChunkStream(InputStream file, long length) {
            this.file = file;
            this.unread = length;
        }

        /** Returns how many bytes the chunk has left. */
        long left() {
            return unread + end - next;
        }

        @Override
        public int read() throws IOException {
            return next < end || fill() ? some[next++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (next == end && !fill()) {
                return -1;
            }
            int count = Math.min(length, end - next);
            System.arraycopy(some, next, to, offset, count);
            next += count;
            return count;
        }

        private boolean fill() throws IOException {
            int count = unread == 0 ? -1 : file.read(some, 0, (int) Math.min(some.length, unread));
            next = 0;
            end = Math.max(0, count);
            unread -= end;
            return count > 0;
        }

        void readFully(byte[] to, int length) throws IOException {
            int done = Math.min(length, end - next);
            System.arraycopy(some, next, to, 0, done);
            next += done;
            while (done < length) {
                int count = file.read(to, done, Math.min(PIECE, length - done));
                if (count < 0) {
                    throw new EOFException("the file ends within a page");
                }
                done += count;
                unread -= count;
            }
        }
    }
}

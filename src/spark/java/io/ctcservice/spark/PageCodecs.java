package io.ctcservice.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Parquet's codecs, but that Snappy unpacks a page at once: its stream copies each byte four times. Not thread-safe. */
final class PageCodecs {

    private final CodecFactory others;
    private byte[] unpacked = {};

    PageCodecs(Configuration settings) {
        this.others = new CodecFactory(settings, 0);
    }

    /** The way in which a chunk's pages are unpacked. */
    interface Codec {

        /**
         * Returns the bytes of a page, which may lie where those of the page before were.
         *
         * @param size in bytes, when unpacked
         */
        BytesInput unpack(BytesInput packed, int size) throws IOException;
    }

    Codec of(CompressionCodecName name) {
        return name == CompressionCodecName.SNAPPY ? this::snappy : others.getDecompressor(name)::decompress;
    }

    void release() {
        others.release();
    }

    @SuppressWarnings("deprecation") // the other way takes an allocator and copies
    private BytesInput snappy(BytesInput packed, int size) throws IOException {
        ByteBuffer page = packed.toByteBuffer();
        int offset = page.arrayOffset() + page.position();
        // checked first: it writes as many bytes as the page says that it has
        if (Snappy.uncompressedLength(page.array(), offset, page.remaining()) != size) {
            throw new IOException("a page of Snappy that is not of " + size + " bytes");
        }
        if (unpacked.length < size) {
            unpacked = new byte[size];
        }
        Snappy.uncompress(page.array(), offset, page.remaining(), unpacked, 0);
        return BytesInput.from(unpacked, 0, size);
    }
}

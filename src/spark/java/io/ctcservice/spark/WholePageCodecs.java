package io.ctcservice.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Parquet's codecs, but that Snappy unpacks a page at once: its stream copies each byte four times. */
final class WholePageCodecs implements CompressionCodecFactory {

    private final CodecFactory others;

    WholePageCodecs(Configuration settings) {
        this.others = new CodecFactory(settings, 0);
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return others.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return codec == CompressionCodecName.SNAPPY ? new SnappyPages() : others.getDecompressor(codec);
    }

    @Override
    public void release() {
        others.release();
    }

    /** A decompressor of Snappy's pages. */
    private static final class SnappyPages implements BytesInputDecompressor {

        @Override
        @SuppressWarnings("deprecation") // the other way takes an allocator and copies
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            ByteBuffer page = packed.toByteBuffer();
            int length = page.remaining();
            byte[] bytes = page.hasArray() ? page.array() : new byte[length];
            int offset = page.hasArray() ? page.arrayOffset() + page.position() : 0;
            if (!page.hasArray()) {
                page.get(bytes);
            }
            // checked first: it writes as many bytes as the page says that it has
            if (Snappy.uncompressedLength(bytes, offset, length) != size) {
                throw new IOException("a page of Snappy that is not of " + size + " bytes");
            }
            var unpacked = new byte[size];
            Snappy.uncompress(bytes, offset, length, unpacked, 0);
            return BytesInput.from(unpacked);
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer into, int size) throws IOException {
            var bytes = new byte[packedSize];
            packed.get(bytes);
            var unpacked = new byte[size];
            Snappy.uncompress(bytes, 0, packedSize, unpacked, 0);
            into.put(unpacked);
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}

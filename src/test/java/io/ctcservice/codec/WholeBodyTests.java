package io.ctcservice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeBodyTests {

    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    /** Gives one byte at a time, as a slow connection does. */
    private static InputStream slow() {
        return new ByteArrayInputStream(BYTES) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        };
    }

    @ParameterizedTest(name = "said to be {0}")
    @ValueSource(longs = {-1, 0, 3, 5, 9, Long.MAX_VALUE})
    void allBytesAreThereWhateverTheLengthWasSaidToBe(long length) throws IOException {
        assertThat(WholeBody.of(slow(), length)).hasBinaryContent(BYTES);
        assertThat(WholeBody.bytes(WholeBody.of(slow(), length))).isEqualTo(ByteBuffer.wrap(BYTES));
    }

    @Test
    void whatWasReadDoesNotRemain() throws IOException {
        var body = WholeBody.of(slow(), BYTES.length);
        assertThat(body.read()).isEqualTo(1);
        assertThat(WholeBody.bytes(body)).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4, 5}));
        assertThat(body.read()).isEqualTo(-1);
        assertThat(WholeBody.bytes(body).hasRemaining()).isFalse();
    }
}

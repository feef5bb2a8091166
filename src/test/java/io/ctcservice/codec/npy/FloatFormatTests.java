package io.ctcservice.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class FloatFormatTests {

    @Test
    void everyFloat16IsReadAsTheJdkReadsIt() {
        int count = 1 << Short.SIZE;
        var bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int half = 0; half < count; half++) {
            bytes.putShort(half * Short.BYTES, (short) half);
        }
        var read = new float[count];
        assertThat(FloatFormat.FLOAT16.decode(bytes, 0, read, 0, count)).isEqualTo(count);
        for (int half = 0; half < count; half++) {
            float expected = Float.float16ToFloat((short) half);
            assertThat(Float.floatToIntBits(read[half]))
                    .isEqualTo(Float.floatToIntBits(expected)); // one NaN is as good
        }
    }
}

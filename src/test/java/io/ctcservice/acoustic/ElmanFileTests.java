package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ElmanFileTests {

    private static final ElmanWeights WEIGHTS = ElmanWeights.random(new ElmanShape(2, 3, 4), 1, 1);

    @Test
    void givesBackTheWeightsRoundedToFloat() throws IOException {
        var read = ElmanFile.read(new ByteArrayInputStream(ElmanFile.write(WEIGHTS)));
        assertThat(read.shape()).isEqualTo(WEIGHTS.shape());
        assertThat(read.values()).isEqualTo(WEIGHTS.rounded().values());
    }

    @Test
    void liesAsDocumented() {
        var file = ByteBuffer.wrap(ElmanFile.write(WEIGHTS)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.capacity()).isEqualTo(8 + 4 * 4 + 4 * (3 * (2 + 3 + 1) + 4 * (3 + 1)) + 4);
        assertThat(new String(file.array(), 0, 8, StandardCharsets.US_ASCII)).isEqualTo("CTCELMAN");
        assertThat(file.getInt(8)).isEqualTo(1);
        assertThat(file.getInt(12)).isEqualTo(2);
        assertThat(file.getInt(16)).isEqualTo(3);
        assertThat(file.getInt(20)).isEqualTo(4);
        assertThat(file.getFloat(24)).isEqualTo((float) WEIGHTS.values()[0]);
    }

    @Test
    void refusesWhatIsNotSuchAFile() {
        byte[] good = ElmanFile.write(WEIGHTS);
        refuses(new byte[0], "too short");
        refuses(changed(good, 0), "not a file of weights");
        refuses(changed(good, 8), "version");
        refuses(changed(good, 12), "bytes, not");
        refuses(changed(good, 15), "size");
        refuses(changed(good, 30), "checksum");
        refuses(Arrays.copyOf(good, good.length - 1), "bytes, not");
        refuses(Arrays.copyOf(good, good.length + 1), "bytes, not");
    }

    private static byte[] changed(byte[] file, int at) {
        byte[] changed = file.clone();
        changed[at] ^= 0x40;
        return changed;
    }

    private static void refuses(byte[] file, String why) {
        assertThatThrownBy(() -> ElmanRnn.read(new ByteArrayInputStream(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}

package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class OpenStreamsTests {

    @Test
    void aStreamThatCannotBeCheckedDoesNotKeepTheOthersOpen() {
        var size = DataSize.ofMegabytes(1);
        var time = Duration.ofSeconds(1);
        var settings = new StreamSettings(3, size, size, size, size, time, time, time, time, null);
        var memory = new StreamMemory(settings, new SimpleMeterRegistry());
        var streams = new ArrayList<OpenStream>();
        for (int i = 0; i < 3; i++) {
            streams.add(new OpenStream(
                    share -> {
                        throw new UnsupportedOperationException();
                    },
                    memory.share(),
                    null,
                    null));
        }
        var checked = new ArrayList<OpenStream>();

        OpenStreams.checkEach(streams, stream -> {
            checked.add(stream);
            if (checked.size() == 1) {
                throw new IllegalStateException("the connection is in an odd state");
            }
            if (checked.size() == 2) {
                throw new OutOfMemoryError("no thread");
            }
        });

        assertThat(checked).isEqualTo(List.copyOf(streams));
    }
}

package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Collapse;
import io.ctcservice.testing.TinyCase;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LongAlignmentTests {

    /**
     * Two bits for each of the 720 million cells would be 180 MB. In plain arithmetic, since that of registers puts some
     * of them on the heap until it has been compiled; for the same reason the sums of the softmax, which belong to the
     * emissions, are there before.
     */
    @Test
    void aligns60000FramesTo6000LabelsWithinSixtyFourMegabytes() {
        var tiny = TinyCase.random(new Random(1), 60_000, /* vocabSize= */ 28, /* blank= */ 27, 6_000);
        var aligner = new ForcedAligner(ViterbiRow.scalar());
        tiny.emissions().logRowSum(0);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        var alignment = aligner.align(tiny.emissions(), tiny.target()).orElseThrow();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
        assertThat(Collapse.labels(alignment.framePath(), 27))
                .isEqualTo(tiny.target().labels());
    }
}

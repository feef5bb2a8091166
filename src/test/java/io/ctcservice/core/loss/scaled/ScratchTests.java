package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScratchTests {

    @Test
    void noArrayIsHandedOutTwiceAtATimeAndAllAreZeros() {
        var random = new Random(1);
        var scratch = new Scratch();
        for (int work = 0; work < 50; work++) {
            var out = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
            for (int i = 0; i < 200; i++) {
                int length = 8 * random.nextInt(6);
                var doubles = scratch.doubles(length);
                var longs = scratch.longs(length);
                assertThat(doubles).isEqualTo(new double[length]);
                assertThat(longs).isEqualTo(new long[length]);
                assertThat(out.add(doubles)).isTrue();
                assertThat(out.add(longs)).isTrue();
                Arrays.fill(doubles, 7);
                Arrays.fill(longs, 7);
            }
            scratch.release();
        }
    }

    @Test
    void theSameWorkGetsTheSameArraysAgain() {
        var scratch = new Scratch();
        var first = scratch.doubles(40);
        var second = scratch.doubles(24);
        scratch.release();
        assertThat(scratch.doubles(40)).isSameAs(first);
        assertThat(scratch.doubles(24)).isSameAs(second);
    }

    @Test
    void whatIsTooMuchToKeepIsForgotten() {
        var scratch = new Scratch();
        var large = scratch.doubles(1 << 20);
        scratch.release();
        assertThat(scratch.doubles(1 << 20)).isNotSameAs(large);
    }
}

package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A test that sends each request once. */
class LoopbackTests {

    @Test
    void allRequestsAreAnswered() throws IOException {
        var lines = new ArrayList<String>();
        Loopback.runOnce(lines::add);
        assertThat(lines).hasSize(13);
    }
}

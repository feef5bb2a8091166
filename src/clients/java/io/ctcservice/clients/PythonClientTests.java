package io.ctcservice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PythonClientTests {

    private static final Path CLIENT = Path.of("target/clients/python/ctc_client");

    @Test
    void itCompiles() throws IOException {
        assertThat(CLIENT.resolve("api/ctc_api.py"))
                .content()
                .contains("def loss(")
                .contains("def list_vocabularies(");

        Python.with("compileall").compileAll(CLIENT);
    }
}

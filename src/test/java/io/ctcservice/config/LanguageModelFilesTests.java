package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

class LanguageModelFilesTests {

    @Test
    void modelsAreReadByName() {
        var models = LanguageModelFiles.read(properties(new ClassPathResource("io/ctcservice/toy.arpa")));
        assertThat(models.byName()).containsOnlyKeys("news");
    }

    @Test
    void aBadFileStopsTheStartWithTheNameTheLineAndTheFault() {
        var bad = new ByteArrayResource("\\data\\\nngram 1=1\n\n\\1-grams:\nx a\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> LanguageModelFiles.read(properties(bad)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ctc.language-models.news")
                .hasMessageContaining("line 5: not a number");
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> LanguageModelFiles.read(properties(new ClassPathResource("no-such.arpa"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such.arpa");
    }

    private static CtcProperties properties(Resource location) {
        return new CtcProperties(
                Map.of(), Map.of("news", new CtcProperties.RegisteredLanguageModel(location)), Duration.ZERO);
    }
}

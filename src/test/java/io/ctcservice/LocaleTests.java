package io.ctcservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that what is written depends on no language of the machine: some have other figures, or a comma for the point. */
final class LocaleTests {

    private static final Pattern OF_THE_MACHINE =
            Pattern.compile("\\.formatted\\(|String\\.format\\(\\s*(?!\\s|Locale\\.)|to(Lower|Upper)Case\\(\\)");

    @Test
    void everyFormatNamesALocale() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var heedless = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> OF_THE_MACHINE.matcher(text(file)).find())
                    .toList();

            assertThat(heedless).isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

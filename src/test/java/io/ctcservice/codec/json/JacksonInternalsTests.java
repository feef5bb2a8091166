package io.ctcservice.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/** Tests of the Jackson internals that {@link MatrixParser} relies on: they fail if a new version changes them. */
final class JacksonInternalsTests {

    private static final String OTHERWISE = "MatrixParser reads Jackson's buffer through this; mend it, or set"
            + " ctc.json.plain by default until it is";

    @ParameterizedTest
    @CsvSource({
        "_inputBuffer, byte[]",
        "_inputPtr, int",
        "_inputEnd, int",
        "_currInputRow, int",
        "_currInputRowStart, int",
        "_streamReadContext, tools.jackson.core.json.JsonReadContext"
    })
    void theParserHasTheField(String name, String type) {
        var field = fieldOf(UTF8StreamJsonParser.class, name);

        assertThat(field.getType().getTypeName()).as(OTHERWISE).isEqualTo(type);
        assertThat(Modifier.isProtected(field.getModifiers())).as(OTHERWISE).isTrue();
    }

    @Test
    void theParserIsMadeFromABufferThatHoldsTheStartOfTheDocument() throws NoSuchMethodException {
        var constructor = UTF8StreamJsonParser.class.getDeclaredConstructor(
                ObjectReadContext.class,
                IOContext.class,
                int.class,
                int.class,
                InputStream.class,
                ByteQuadsCanonicalizer.class,
                byte[].class,
                int.class,
                int.class,
                int.class,
                boolean.class);

        assertThat(Modifier.isPublic(constructor.getModifiers())).as(OTHERWISE).isTrue();
    }

    @Test
    void theFactoryMakesItsParserOfAStreamInOneMethod() throws NoSuchMethodException {
        var method = JsonFactory.class.getDeclaredMethod(
                "_createParser", ObjectReadContext.class, IOContext.class, InputStream.class);

        assertThat(Modifier.isProtected(method.getModifiers())).as(OTHERWISE).isTrue();
    }

    @Test
    void anArrayCountsItsItemsByTheirCommas() {
        var array = JsonReadContext.createRootContext(0, 1, null).createChildArrayContext(1, 1);

        assertThat(array.expectComma()).as(OTHERWISE).isFalse(); // the first item has none before it
        assertThat(array.expectComma()).as(OTHERWISE).isTrue();
        assertThat(array.getCurrentIndex()).as(OTHERWISE).isEqualTo(1);
    }

    private static java.lang.reflect.Field fieldOf(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            var found = Arrays.stream(at.getDeclaredFields())
                    .filter(field -> field.getName().equals(name))
                    .findAny();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError(name + ": " + OTHERWISE);
    }
}

package io.ctcservice.codec.json;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.EnumNamingStrategies;

/** The JSON names of enum constants: camelCase. */
public final class EnumNames {

    private EnumNames() {}

    /** Returns the JSON name of a constant: {@code LOG_PROBS} is {@code logProbs}. */
    public static String of(String constant) {
        return EnumNamingStrategies.LOWER_CAMEL_CASE.convertEnumToExternalName(null, null, constant);
    }

    /** Returns the names of all constants of an enum, as a list in a sentence. */
    static String of(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> of(((Enum<?>) constant).name()))
                .collect(Collectors.joining(", "));
    }

    /** Returns the JSON names of these constants, in order. */
    public static List<String> of(List<String> constants) {
        return constants.stream().map(EnumNames::of).toList();
    }
}

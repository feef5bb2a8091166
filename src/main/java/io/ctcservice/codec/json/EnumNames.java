package io.ctcservice.codec.json;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.EnumNamingStrategies;

/** How the constants of an enum are written in JSON: in camelCase. */
public final class EnumNames {

    private EnumNames() {}

    /** Returns the name of a constant: {@code LOG_PROBS} is {@code logProbs}. */
    public static String of(String constant) {
        return EnumNamingStrategies.LOWER_CAMEL_CASE.convertEnumToExternalName(null, null, constant);
    }

    /** Returns all names of an enum, as people list them. */
    static String of(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> of(((Enum<?>) constant).name()))
                .collect(Collectors.joining(", "));
    }

    /** Returns the names of these constants, in order. */
    public static List<String> of(List<String> constants) {
        return constants.stream().map(EnumNames::of).toList();
    }
}

package io.ctcservice.codec.npy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The supported number types, all little-endian IEEE 754. */
enum NpyType {
    FLOAT16("<f2", FloatFormat.FLOAT16),
    FLOAT32("<f4", FloatFormat.FLOAT32),
    FLOAT64("<f8", FloatFormat.FLOAT64);

    private final String descr;
    private final FloatFormat format;

    NpyType(String descr, FloatFormat format) {
        this.descr = descr;
        this.format = format;
    }

    /** Returns the binary format of a number. */
    FloatFormat format() {
        return format;
    }

    /** Returns the size of one number in bytes. */
    int bytes() {
        return format.bytes();
    }

    /** Returns the type that {@code descr} names in an array's header. */
    static NpyType of(String descr) {
        for (var type : values()) {
            if (type.descr.equals(descr)) {
                return type;
            }
        }
        String expected = Arrays.stream(values()).map(type -> type.descr).collect(Collectors.joining(", "));
        throw NpyFormatException.unreadable("dtype " + quoted(descr) + hint(descr) + "; expected one of " + expected);
    }

    private static String hint(String descr) {
        if (descr.startsWith(">")) {
            return ", which is big-endian";
        }
        return descr.endsWith("V2") ? ", as bfloat16 is saved: convert it to float32" : "";
    }

    private static String quoted(String descr) {
        String shown = descr.length() > 20 ? descr.substring(0, 20) + "…" : descr;
        return String.format(Locale.ROOT, "'%s'", shown);
    }
}

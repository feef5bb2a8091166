package io.ctcservice.wire.inference;

import io.ctcservice.wire.FloatFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a tensor holds: those of the protocol's datatypes that are used here, by its names. */
public enum Datatype {
    BOOL(Byte.BYTES, null),
    INT32(Integer.BYTES, null),
    INT64(Long.BYTES, null),
    FP16(Short.BYTES, FloatFormat.FLOAT16),
    FP32(Float.BYTES, FloatFormat.FLOAT32),
    FP64(Double.BYTES, FloatFormat.FLOAT64),
    /** Texts in UTF-8; in binary each after its length as a little-endian INT32. */
    BYTES(0, null);

    private final int bytes;
    private final @Nullable FloatFormat format;

    Datatype(int bytes, @Nullable FloatFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    /** Returns the size of one element in bytes, 0 where they differ. */
    int bytes() {
        return bytes;
    }

    /** Returns how numbers are written that need not be whole. */
    Optional<FloatFormat> format() {
        return Optional.ofNullable(format);
    }

    /** Returns the datatype of this name, empty where the protocol or this service has none. */
    static Optional<Datatype> named(String name) {
        return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}

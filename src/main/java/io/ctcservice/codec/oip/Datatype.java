package io.ctcservice.codec.oip;

import io.ctcservice.codec.npy.FloatFormat;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The element types of tensors: the protocol's datatypes that are used here, by its names. */
public enum Datatype {
    BOOL(Byte.BYTES, null),
    UINT8(Byte.BYTES, null),
    UINT16(Short.BYTES, null),
    UINT32(Integer.BYTES, null),
    UINT64(Long.BYTES, null),
    INT8(Byte.BYTES, null),
    INT16(Short.BYTES, null),
    INT32(Integer.BYTES, null),
    INT64(Long.BYTES, null),
    FP16(Short.BYTES, FloatFormat.FLOAT16),
    BF16(Short.BYTES, FloatFormat.BFLOAT16),
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

    /** Returns the size of one element in bytes, 0 if sizes vary. */
    int bytes() {
        return bytes;
    }

    /** Returns whether the elements are whole numbers. */
    boolean isWhole() {
        return name().startsWith("INT") || name().startsWith("UINT");
    }

    /**
     * Returns a whole number.
     *
     * @param index of the element
     */
    long whole(ByteBuffer elements, int index) {
        int at = index * bytes;
        return switch (this) {
            case UINT8 -> elements.get(at) & 0xff;
            case UINT16 -> elements.getShort(at) & 0xffff;
            case UINT32 -> elements.getInt(at) & 0xffffffffL;
            case INT8 -> elements.get(at);
            case INT16 -> elements.getShort(at);
            case INT32 -> elements.getInt(at);
            case INT64, UINT64 -> elements.getLong(at); // the largest UINT64 become negative: no index either
            case BOOL, FP16, BF16, FP32, FP64, BYTES -> throw new IllegalStateException(this + " is no whole number");
        };
    }

    /** Returns the binary format of floating-point elements, empty for other types. */
    Optional<FloatFormat> format() {
        return Optional.ofNullable(format);
    }

    /** Returns the datatype of this name, empty if the protocol or this service has none. */
    static Optional<Datatype> named(String name) {
        return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}

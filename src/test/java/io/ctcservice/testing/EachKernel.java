package io.ctcservice.testing;

import io.ctcservice.core.math.Kernels;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The implementations of an operation that the tests try: in plain loops and on the Vector API, or the former alone where
 * {@code -Dctc.kernel=scalar} says so, as for mutants, which live for less time than vectors take to be compiled.
 */
public final class EachKernel {

    private EachKernel() {}

    public static <T> Stream<T> of(Supplier<T> scalar, Supplier<T> vector) {
        return Kernels.SCALAR.equals(System.getProperty(Kernels.SETTING))
                ? Stream.of(scalar.get())
                : Stream.of(scalar.get(), vector.get());
    }
}

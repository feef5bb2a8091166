package io.ctcservice.core.math;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The choice of kernels of this JVM, made once: the Vector API if it is faster, else plain loops. It is the faster
 * where its module is there, C2 compiles it, and vectors have 512 bits. The log says which and why; the system property
 * {@value #SETTING}, {@code vector} or {@code scalar}, forces one.
 */
public final class Kernels {

    /** The system property that forces a kernel. */
    public static final String SETTING = "ctc.kernel";

    /** The name of kernels on the Vector API. */
    public static final String VECTOR = "vector";

    /** The name of kernels in plain loops. */
    public static final String SCALAR = "scalar";

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final int VECTOR_JAVA = 25;
    private static final int LEAST_BITS = 512;

    private static final String CHOSEN = choose(System.getProperty(SETTING));

    private Kernels() {}

    /** Returns the name of the chosen kernels: {@link #VECTOR} or {@link #SCALAR}. */
    public static String chosen() {
        return CHOSEN;
    }

    /** Returns the chosen one of two implementations; the other is not made. */
    public static <T> T chosen(Supplier<T> scalar, Supplier<T> vector) {
        return CHOSEN.equals(VECTOR) ? vector.get() : scalar.get();
    }

    /**
     * Returns an implementation on the Vector API: the class of this name in the package {@code vector} beneath that of the
     * type. By name, since such classes cannot even be linked where the Vector API is missing.
     *
     * @throws LinkageError if this JVM has no Vector API
     */
    public static <T> T vector(Class<T> type, String name) {
        return type.cast(instantiate(type, name));
    }

    private static Object instantiate(Class<?> neighbour, String name) {
        try {
            var constructor = Class.forName(neighbour.getPackageName() + ".vector." + name)
                    .getDeclaredConstructor();
            constructor.setAccessible(true); // these classes are their packages' own
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    private static String choose(@Nullable String forced) {
        Logger log = System.getLogger(Kernels.class.getName());
        if (forced != null) {
            log.log(Level.INFO, "Kernel: {0}, as {1} says", forced(forced), SETTING);
            return forced;
        }
        if (isOldJava()) {
            log.log(Level.INFO, "Kernel: scalar; the vector kernel needs Java {0}", VECTOR_JAVA);
            return SCALAR;
        }
        Optional<String> without = withoutVectors();
        if (without.isPresent()) {
            log.log(Level.WARNING, "Kernel: scalar, since {0}", without.get());
            return SCALAR;
        }
        int bits = preferredBits();
        if (bits < LEAST_BITS) {
            log.log(Level.INFO, "Kernel: scalar, the faster one on vectors of {0} bits", bits);
            return SCALAR;
        }
        log.log(Level.INFO, "Kernel: vector, {0} bits", bits);
        return VECTOR;
    }

    private static String forced(String name) {
        if (!name.equals(VECTOR) && !name.equals(SCALAR)) {
            throw new IllegalArgumentException("expected vector or scalar");
        }
        if (name.equals(VECTOR) && isOldJava()) {
            throw new IllegalArgumentException("the vector kernel needs Java " + VECTOR_JAVA);
        }
        if (name.equals(VECTOR) && !hasModule()) {
            throw new IllegalArgumentException("the vector kernel needs java --add-modules " + VECTOR_MODULE);
        }
        return name;
    }

    /** Returns the reason why vectors are not available here or are slow, as the end of a sentence. */
    private static Optional<String> withoutVectors() {
        return JustInTime.withoutC2()
                .or(() -> hasModule()
                        ? Optional.empty()
                        : Optional.of("Java was started without --add-modules " + VECTOR_MODULE
                                + ": add it for a faster one"));
    }

    private static boolean isOldJava() {
        return Runtime.version().feature() < VECTOR_JAVA;
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /** Returns the vector size in bits that this processor, or an option of Java, prefers. */
    static int preferredBits() {
        return ((IntSupplier) instantiate(Kernels.class, "PreferredWidth")).getAsInt();
    }
}

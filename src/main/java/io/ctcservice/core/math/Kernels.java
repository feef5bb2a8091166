package io.ctcservice.core.math;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The choice of kernels of this JVM, made once: the Vector API where it is faster, else plain loops. It is the faster
 * where its module is there, C2 compiles it, and vectors have as many bits as the operation needs to gain by them: each
 * says how many with {@link #chosen(int, Supplier, Supplier)}. The log says which and why; the system property
 * {@value #SETTING}, {@code vector} or {@code scalar}, forces one for all operations.
 *
 * <p>Until C2 has compiled it, code on the Vector API makes objects of its vectors and is many times slower than plain
 * loops. A program that warms up can have plain loops until then: {@link #deferVectors()}, {@link #runOnVectors} until
 * that is fast, {@link #useVectors()}.
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

    /** The size in bits of the narrowest vectors that any operation gains by. */
    private static final int LEAST_BITS = 128;

    /** The size in bits of vectors by which all operations gain. */
    private static final int BITS_FOR_ALL = 256;

    /** The size in bits of the vectors to use: none is 0, and more than there are where they are forced. */
    private static final int BITS = choose(System.getProperty(SETTING));

    /** Whether {@link #deferVectors()} holds. */
    private static volatile boolean areDeferred;

    /** Whether {@link #useVectors()} was called: what is compiled stays so. */
    private static volatile boolean areCompiled;

    /** Whether this thread uses vectors although they are deferred. */
    private static final ThreadLocal<Boolean> ON_VECTORS = ThreadLocal.withInitial(() -> false);

    private Kernels() {}

    /** Returns the name of the chosen kernels: {@link #VECTOR} if they are used for any operation, else {@link #SCALAR}. */
    public static String chosen() {
        return BITS >= LEAST_BITS ? VECTOR : SCALAR;
    }

    /**
     * Returns the chosen one of two implementations of an operation; the other is not made. The choice does not depend on
     * {@link #deferVectors()}.
     *
     * @param leastBits the size of the narrowest vectors on which the vector implementation was measured to be faster
     */
    public static <T> T chosen(int leastBits, Supplier<T> scalar, Supplier<T> vector) {
        return BITS >= leastBits ? vector.get() : scalar.get();
    }

    /**
     * Has all operations that begin from now on run in plain loops until {@link #useVectors()}. Nothing changes where vectors
     * are not chosen or are forced, or after {@link #useVectors()}.
     */
    public static synchronized void deferVectors() {
        areDeferred = BITS >= LEAST_BITS && System.getProperty(SETTING) == null && !areCompiled;
    }

    /** Ends {@link #deferVectors()} for good; operations that have begun go on as they are. */
    public static synchronized void useVectors() {
        areCompiled = true;
        areDeferred = false;
    }

    /** Runs something on the chosen kernels, in this thread, although vectors are deferred. */
    public static void runOnVectors(Runnable work) {
        boolean before = ON_VECTORS.get();
        ON_VECTORS.set(true);
        try {
            work.run();
        } finally {
            ON_VECTORS.set(before);
        }
    }

    /** Returns whether operations of this thread shall be in plain loops for now, whatever is chosen. */
    public static boolean areVectorsDeferred() {
        return areDeferred && !ON_VECTORS.get();
    }

    /**
     * Returns whether this JVM computes {@code a · b + c} with one rounding in one instruction; otherwise it would take
     * decimal arithmetic for it.
     */
    public static boolean fusesMultiplyAdd() {
        return JustInTime.fusesMultiplyAdd();
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

    /** Returns {@link #BITS}. */
    private static int choose(@Nullable String forced) {
        Logger log = System.getLogger(Kernels.class.getName());
        if (forced != null) {
            log.log(Level.INFO, "Kernel: {0}, as {1} says", forced(forced), SETTING);
            return forced.equals(VECTOR) ? Integer.MAX_VALUE : 0;
        }
        if (isOldJava()) {
            log.log(Level.INFO, "Kernel: scalar; the vector kernel needs Java {0}", VECTOR_JAVA);
            return 0;
        }
        Optional<String> without = withoutVectors();
        if (without.isPresent()) {
            log.log(Level.WARNING, "Kernel: scalar, since {0}", without.get());
            return 0;
        }
        int bits = preferredBits();
        log.log(Level.INFO, note(bits), bits);
        return bits;
    }

    private static String note(int bits) {
        if (bits < LEAST_BITS) {
            return "Kernel: scalar, the faster one on vectors of {0} bits";
        }
        return bits < BITS_FOR_ALL || !fusesMultiplyAdd()
                ? "Kernel: vector, {0} bits; scalar where that is faster"
                : "Kernel: vector, {0} bits";
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

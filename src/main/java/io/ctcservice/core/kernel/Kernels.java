package io.ctcservice.core.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of this JVM, chosen once: on the Vector API where that is the faster, else plain loops. It is the faster
 * where its module is there, C2 compiles it, and vectors have 512 bits. The log says which and why; the system property
 * {@value #SETTING}, {@code vector} or {@code scalar}, forces one.
 */
public final class Kernels {

    /** The system property that forces a kernel. */
    public static final String SETTING = "ctc.kernel";

    private static final String VECTOR = "vector";
    private static final String SCALAR = "scalar";
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final int LEAST_BITS = 512;

    private static final Kernels CHOSEN = choose(System.getProperty(SETTING));

    private final RowKernel rowKernel;
    private final ViterbiRow viterbiRow;

    private Kernels(RowKernel rowKernel, ViterbiRow viterbiRow) {
        this.rowKernel = rowKernel;
        this.viterbiRow = viterbiRow;
    }

    /** Returns the kernel of the softmax and of the CTC recursion. */
    public static RowKernel rowKernel() {
        return CHOSEN.rowKernel;
    }

    /** Returns the kernel of the best path. */
    public static ViterbiRow viterbiRow() {
        return CHOSEN.viterbiRow;
    }

    private static Kernels choose(@Nullable String forced) {
        Logger log = System.getLogger(Kernels.class.getName());
        if (forced != null) {
            Kernels kernels = forced(forced);
            log.log(Level.INFO, "Kernel: {0}, as {1} says", kernels.rowKernel.name(), SETTING);
            return kernels;
        }
        Optional<String> without = withoutVectors();
        if (without.isPresent()) {
            log.log(Level.WARNING, "Kernel: scalar, since {0}", without.get());
            return scalar();
        }
        int bits = preferredBits();
        if (bits < LEAST_BITS) {
            log.log(Level.INFO, "Kernel: scalar, the faster one on vectors of {0} bits", bits);
            return scalar();
        }
        log.log(Level.INFO, "Kernel: vector, {0} bits", bits);
        return vector();
    }

    private static Kernels forced(String name) {
        if (name.equals(SCALAR)) {
            return scalar();
        }
        if (!name.equals(VECTOR)) {
            throw new IllegalArgumentException("expected vector or scalar");
        }
        if (!hasModule()) {
            throw new IllegalArgumentException("the vector kernel needs java --add-modules " + VECTOR_MODULE);
        }
        return vector();
    }

    private static Optional<String> withoutVectors() {
        return JustInTime.withoutC2()
                .or(() -> hasModule()
                        ? Optional.empty()
                        : Optional.of("Java was started without --add-modules " + VECTOR_MODULE
                                + ": add it for a faster one"));
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    private static int preferredBits() {
        return ((IntSupplier) instantiate("PreferredWidth")).getAsInt();
    }

    private static Kernels scalar() {
        return new Kernels(new ScalarRowKernel(), new ScalarViterbiRow());
    }

    private static Kernels vector() {
        return new Kernels((RowKernel) instantiate("VectorRowKernel"), (ViterbiRow) instantiate("VectorViterbiRow"));
    }

    /** By name, since these classes cannot even be linked where the module is missing. */
    private static Object instantiate(String name) {
        try {
            String packageName = Kernels.class.getPackageName() + ".vector.";
            return Class.forName(packageName + name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}

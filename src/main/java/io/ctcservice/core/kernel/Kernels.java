package io.ctcservice.core.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The kernels of this JVM: on the Vector API where its module is there, else plain loops. Chosen once. */
public final class Kernels {

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final Kernels CHOSEN = choose();

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

    /** Returns whether the JVM was started with {@code --add-modules jdk.incubator.vector}. */
    public static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    private static Kernels choose() {
        Logger log = System.getLogger(Kernels.class.getName());
        if (!hasVectors()) {
            log.log(Level.WARNING, "Kernel: scalar. Start Java with --add-modules {0} for the fast one", VECTOR_MODULE);
            return new Kernels(new ScalarRowKernel(), new ScalarViterbiRow());
        }
        RowKernel rowKernel = (RowKernel) instantiate("VectorRowKernel");
        log.log(Level.INFO, "Kernel: {0}", rowKernel.name());
        return new Kernels(rowKernel, (ViterbiRow) instantiate("VectorViterbiRow"));
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

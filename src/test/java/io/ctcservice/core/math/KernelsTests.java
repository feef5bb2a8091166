package io.ctcservice.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.align.ViterbiRow;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.testing.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the kernel that JVMs with different options choose. */
@Tag("slow")
final class KernelsTests {

    private static final String ALL_SCALAR = "chosen scalar, scalar, scalar, scalar";
    private static final String ALL_VECTOR = "chosen vector, vector, vector, vector";
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /** The program for another JVM: prints the chosen kernel, or the fault, after its log. */
    static final class Chosen {

        private Chosen() {}

        public static void main(String[] args) {
            try {
                System.out.println("chosen " + kind(RowMath.chosen().sums()) + ", "
                        + kind(RowMath.chosen().exponentials()) + ", "
                        + new ScaledForward().kernel() + ", " + kind(ViterbiRow.chosen()));
            } catch (ExceptionInInitializerError refused) {
                System.out.println("refused " + String.valueOf(refused.getCause()));
            }
        }

        private static String kind(Object kernel) {
            return kernel.getClass().getSimpleName().startsWith("Vector") ? "vector" : "scalar";
        }
    }

    /** The program for another JVM: prints the kernels before, while and after vectors are deferred. */
    static final class Deferred {

        private Deferred() {}

        public static void main(String[] args) {
            var forward = new ScaledForward();
            var seen = new ArrayList<String>();
            seen.add(forward.kernel());
            Kernels.deferVectors();
            seen.add(forward.kernel() + "/" + RowMath.chosen().name() + "/" + Chosen.kind(ViterbiRow.chosen()));
            Kernels.runOnVectors(() -> {
                seen.add(forward.kernel() + "/" + RowMath.chosen().name());
                seen.add(ofAnotherThread(forward::kernel));
            });
            seen.add(forward.kernel());
            Kernels.useVectors();
            Kernels.deferVectors(); // not again
            seen.add(forward.kernel() + "/" + RowMath.chosen().name() + "/" + Chosen.kind(ViterbiRow.chosen()));
            System.out.println("seen " + seen);
        }

        private static String ofAnotherThread(Supplier<String> kernel) {
            return CompletableFuture.supplyAsync(kernel).join();
        }
    }

    @Test
    @EnabledIf("hasRegistersOf256Bits")
    void vectorsAreDeferredForAllThreadsButOne() throws IOException {
        assertThat(started(MODULE, Deferred.class))
                .endsWith("seen [vector, scalar/scalar/scalar, vector/vector, scalar, scalar, vector/vector/vector]");
    }

    @Test
    void vectorsOf128BitsAreDeferredToo() throws IOException {
        assertThat(started(MODULE + " -XX:MaxVectorSize=16", Deferred.class))
                .endsWith("seen [vector, scalar/scalar/scalar, vector/vector, scalar, scalar, vector/vector/scalar]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "scalar"})
    void aForcedKernelIsNotDeferred(String name) throws IOException {
        assertThat(started(MODULE + " -Dctc.kernel=" + name, Deferred.class))
                .endsWith("seen [" + name + ", " + name + "/" + name + "/" + name + ", " + name + "/" + name + ", "
                        + name + ", " + name + ", " + name + "/" + name + "/" + name + "]");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            -Xint,                                                    (-Xint)
            -XX:-UseCompiler,                                         (-Xint)
            -XX:TieredStopAtLevel=0,                                  (-Xint)
            -XX:TieredStopAtLevel=1,                                  (-XX:TieredStopAtLevel=1)
            -XX:TieredStopAtLevel=3,                                  (-XX:TieredStopAtLevel=3)
            -XX:CompilationMode=quick-only,                           (-XX:CompilationMode=quick-only)
            -XX:+UnlockExperimentalVMOptions -XX:-EnableVectorSupport, (-XX:-EnableVectorSupport)
            """)
    void vectorsThatNothingCompilesAreNotUsedAndTheLogSaysWhy(String options, String why) throws IOException {
        assertThat(started(MODULE + " " + options))
                .contains("Kernel: scalar, since Java was started without ", why)
                .endsWith(ALL_SCALAR);
    }

    @Test
    void withoutTheModuleTheLogSaysWhatToAdd() throws IOException {
        assertThat(started(""))
                .contains("Kernel: scalar, since Java was started without --add-modules jdk.incubator.vector")
                .endsWith(ALL_SCALAR);
    }

    @Test
    @EnabledIf("hasRegistersOf256Bits")
    void vectorsOf256BitsAreUsedForEverything() throws IOException {
        assertThat(started(MODULE + " -XX:MaxVectorSize=32"))
                .contains("Kernel: vector, 256 bits")
                .endsWith(ALL_VECTOR);
    }

    @Test
    void vectorsOf128BitsAreUsedForWhatGainsByThem() throws IOException {
        assertThat(started(MODULE + " -XX:MaxVectorSize=16"))
                .contains("Kernel: vector, 128 bits; scalar where that is faster")
                .endsWith("chosen vector, vector, vector, scalar");
    }

    @Test
    void polynomialsAreScalarWhereProductsAreRoundedBeforeTheyAreAddedTo() throws IOException {
        assertThat(started(MODULE + " -XX:MaxVectorSize=16 -XX:-UseFMA"))
                .contains("Kernel: vector, 128 bits; scalar where that is faster")
                .endsWith("chosen scalar, scalar, vector, scalar");
    }

    @ParameterizedTest
    @CsvSource({"-XX:+TieredCompilation", "-XX:-TieredCompilation", "-XX:CompilationMode=high-only"})
    @EnabledIf("isWide")
    void wideVectorsAreUsedWhereC2CompilesThem(String options) throws IOException {
        assertThat(started(MODULE + " " + options))
                .contains("Kernel: vector, 512 bits")
                .endsWith(ALL_VECTOR);
    }

    @ParameterizedTest
    @CsvSource({"vector, -XX:TieredStopAtLevel=1", "vector, -Xint", "vector, -XX:MaxVectorSize=16", "scalar, -Xmixed"})
    void aSettingForcesOne(String name, String options) throws IOException {
        assertThat(started(MODULE + " " + options + " -Dctc.kernel=" + name))
                .contains("Kernel: " + name + ", as ctc.kernel says")
                .endsWith("chosen " + String.join(", ", Collections.nCopies(4, name)));
    }

    @ParameterizedTest
    @CsvSource({"Vector", "fast", "''"})
    void anythingElseIsRefused(String name) throws IOException {
        assertThat(started(MODULE + " -Dctc.kernel=" + name))
                .contains("refused")
                .endsWith("expected vector or scalar");
    }

    @Test
    void vectorsAreRefusedWhereTheirModuleIsMissing() throws IOException {
        assertThat(started("-Dctc.kernel=vector"))
                .contains("refused")
                .endsWith("the vector kernel needs java --add-modules jdk.incubator.vector");
    }

    static boolean hasRegistersOf256Bits() {
        return Kernels.preferredBits() >= 256;
    }

    static boolean isWide() {
        return Kernels.preferredBits() >= 512;
    }

    private static String started(String options) throws IOException {
        return started(options, Chosen.class);
    }

    private static String started(String options, Class<?> program) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.isEmpty() ? new String[0] : options.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        return Command.output(Path.of("."), command);
    }
}

package io.ctcservice.core.math;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The just-in-time compiler of this JVM. Only HotSpot's C2 makes machine instructions of the Vector API; anything else
 * makes objects of its vectors, which is many times slower than plain loops.
 */
final class JustInTime {

    private static final int LEVEL_OF_C2 = 4;

    private JustInTime() {}

    /** Returns the reason why C2 compiles nothing, as the end of a sentence; empty if it does. */
    static Optional<String> withoutC2() {
        var hotSpot = hotSpot();
        if (hotSpot == null) {
            return Optional.of("this JVM is not HotSpot");
        }
        if (!option(hotSpot, "UseCompiler", "false").equals("true")) {
            return Optional.of("Java was started without a compiler (-Xint)");
        }
        if (option(hotSpot, "UseJVMCICompiler", "false").equals("true")) {
            return Optional.of("Java was started with another compiler than C2 (-XX:+UseJVMCICompiler)");
        }
        if (option(hotSpot, "EnableVectorSupport", "true").equals("false")) {
            return Optional.of("Java was started without vector instructions (-XX:-EnableVectorSupport)");
        }
        return tieredWithoutC2(hotSpot);
    }

    /** Returns whether there is an instruction for {@code a · b + c} with one rounding. */
    static boolean fusesMultiplyAdd() {
        var hotSpot = hotSpot();
        return hotSpot != null && option(hotSpot, "UseFMA", "false").equals("true");
    }

    private static Optional<String> tieredWithoutC2(HotSpotDiagnosticMXBean hotSpot) {
        if (!option(hotSpot, "TieredCompilation", "false").equals("true")) {
            return option(hotSpot, "TieredCompilation", "").isEmpty()
                    ? Optional.of("this JVM has no C2")
                    : Optional.empty();
        }
        String level = option(hotSpot, "TieredStopAtLevel", "0");
        if (Integer.parseInt(level) < LEVEL_OF_C2) {
            return Optional.of("Java was started without its second compiler (-XX:TieredStopAtLevel=" + level + ")");
        }
        if (option(hotSpot, "CompilationMode", "default").equals("quick-only")) {
            return Optional.of("Java was started without its second compiler (-XX:CompilationMode=quick-only)");
        }
        return Optional.empty();
    }

    private static @Nullable HotSpotDiagnosticMXBean hotSpot() {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        } catch (LinkageError
                | IllegalArgumentException elsewhere) { // module jdk.management is not part of every runtime
            return null;
        }
    }

    /** Returns the value of an option, or a default if this JVM does not know it. */
    private static String option(HotSpotDiagnosticMXBean hotSpot, String name, String otherwise) {
        try {
            return hotSpot.getVMOption(name).getValue();
        } catch (IllegalArgumentException unknown) {
            return otherwise;
        }
    }
}

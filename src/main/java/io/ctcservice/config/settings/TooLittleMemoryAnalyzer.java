package io.ctcservice.config.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** An analyzer of starts for which Java has too little memory, as for a large language model. */
public final class TooLittleMemoryAnalyzer extends AbstractFailureAnalyzer<OutOfMemoryError> {

    private static final String MORE =
            "give it more by -Xmx or -XX:MaxRAMPercentage, which JAVA_TOOL_OPTIONS in the environment can"
                    + " hold, too";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OutOfMemoryError cause) {
        return new FailureAnalysis("Java has too little memory (" + cause.getMessage() + "): " + advice(), null, cause);
    }

    /** Returns how large the heap may become, in MB, and what to do where that is too little. */
    public static String advice() {
        return "its heap has at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MB; " + MORE;
    }
}

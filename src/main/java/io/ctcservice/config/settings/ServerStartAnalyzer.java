package io.ctcservice.config.settings;

import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;

/**
 * An analyzer of web server failures at start, such as an address of another machine or a missing certificate. It
 * ignores failures that another analyzer explains better, and faults of the program.
 */
final class ServerStartAnalyzer extends AbstractFailureAnalyzer<ApplicationContextException> {

    /** The bean that takes the settings {@code server.*}. */
    private static final String SERVER = "tomcatServletWebServerFactory";

    /** The bean that reads the certificates and keys of the settings {@code spring.ssl.bundle.*}. */
    private static final String BUNDLES = "sslBundleRegistry";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ApplicationContextException cause) {
        if (findCause(rootFailure, PortInUseException.class) != null) {
            return null;
        }
        var reasons = new ArrayList<String>();
        for (Throwable reason = first(cause); reason != null; reason = reason.getCause()) {
            boolean isOfSettings = reason instanceof BeanCreationException bean
                    && SERVER.equals(bean.getBeanName())
                    && reason.getCause() instanceof IllegalArgumentException;
            if (reason instanceof BeanCreationException && !isOfSettings) {
                return null;
            }
            String message = String.valueOf(reason.getMessage());
            if (!isOfSettings && reasons.stream().noneMatch(known -> known.contains(message))) {
                reasons.add(message);
            }
        }
        return reasons.isEmpty()
                ? null
                : new FailureAnalysis(
                        "The server cannot be started: " + String.join(": ", reasons), action(reasons), cause);
    }

    /** Returns the first of the reasons: of certificates or keys that cannot be used what is said of them, without the wiring. */
    private static @Nullable Throwable first(ApplicationContextException cause) {
        for (Throwable reason = cause.getCause(); reason != null; reason = reason.getCause()) {
            if (reason instanceof BeanCreationException bean && BUNDLES.equals(bean.getBeanName())) {
                var instantiation = reason.getCause();
                return instantiation instanceof BeanInstantiationException ? instantiation.getCause() : instantiation;
            }
        }
        return cause.getCause();
    }

    /** Returns what to do: the server and networks write to a temporary folder, which is no setting of the server. */
    private static String action(Collection<String> reasons) {
        return reasons.stream().anyMatch(reason -> reason.contains("java.io.tmpdir"))
                ? "Make this folder writable, or name another with -Djava.io.tmpdir=<folder>, which"
                        + " JAVA_TOOL_OPTIONS in the environment can hold, too."
                : "Look at server.*, management.server.* and spring.ssl.* among the settings.";
    }
}

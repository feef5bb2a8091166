package io.ctcservice.config.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** An analyzer of values of settings {@code ctc.*} that can be parsed but not used. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusableValueAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, InvalidConfigurationPropertyValueException cause) {
        return cause.getName().startsWith(Settings.PREFIX + ".")
                ? new FailureAnalysis(cause.getName() + ": " + cause.getReason(), null, cause)
                : null;
    }
}

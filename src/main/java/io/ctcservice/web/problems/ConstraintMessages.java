package io.ctcservice.web.problems;

import jakarta.validation.MessageInterpolator;
import java.util.Locale;
import org.springframework.boot.validation.MessageInterpolatorFactory;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Messages of constraints in English, as all others are: without this they would be in a language that the client's
 * {@code Accept-Language} names, or else in that of the machine.
 */
@Configuration(proxyBeanMethods = false)
class ConstraintMessages {

    @Bean
    static ValidationConfigurationCustomizer messagesInEnglish() {
        return configuration ->
                configuration.messageInterpolator(new InEnglish(new MessageInterpolatorFactory().getObject()));
    }

    /** @param usual interpolates in any language; the root of its texts is in English */
    private record InEnglish(MessageInterpolator usual) implements MessageInterpolator {

        @Override
        public String interpolate(String template, Context context) {
            return usual.interpolate(template, context, Locale.ROOT);
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return interpolate(template, context);
        }
    }
}

package io.ctcservice.config.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** An analyzer of values of settings {@code ctc.*} that cannot be parsed; its message says which values can. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class UnboundValueAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        var name = cause.getName();
        if (name.isEmpty() || !name.getElement(0, Form.UNIFORM).equals(Settings.PREFIX)) {
            return null;
        }
        var invalid = findCause(cause, BindValidationException.class);
        String sentence = invalid != null ? broken(invalid.getValidationErrors()) : unread(cause);
        return new FailureAnalysis(sentence, null, cause);
    }

    private static String broken(ValidationErrors errors) {
        return errors.getAllErrors().stream()
                .map(error -> broken(errors.getName(), error))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String broken(ConfigurationPropertyName prefix, ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return prefix + ": " + error.getDefaultMessage();
        }
        String name = prefix + "."
                + DataObjectPropertyName.toDashedForm(field.getField().replaceAll("\\[([A-Za-z0-9-]+)]", ".$1"));
        return field.getRejectedValue() == null
                ? name + " is not set"
                : name + ": " + error.getDefaultMessage() + ", and is " + field.getRejectedValue();
    }

    private static String unread(BindException cause) {
        var property = cause.getProperty();
        var beyond = findUnbound(cause);
        if (!beyond.isEmpty()) {
            return beyond.getFirst() + ": expected the items of a list by [0], [1] and so on, without a gap";
        }
        if (property == null) {
            return cause.getName() + ": " + rootMessage(cause);
        }
        String name = property.getName().toString();
        String found = name.startsWith("ctc.security.") ? "" : ", found \"" + property.getValue() + "\"";
        return name + ": expected " + expected(cause) + found;
    }

    /** Returns the items of a list that follow a gap in its numbers. */
    private static List<ConfigurationPropertyName> findUnbound(BindException cause) {
        return NestedExceptionUtils.getMostSpecificCause(cause)
                        instanceof UnboundConfigurationPropertiesException beyond
                ? beyond.getUnboundProperties().stream()
                        .map(ConfigurationProperty::getName)
                        .sorted()
                        .toList()
                : List.of();
    }

    private static String expected(BindException cause) {
        Class<?> type = Objects.requireNonNullElse(cause.getTarget().getType().resolve(), Object.class);
        if (type == Duration.class) {
            return "a duration such as 500ms, 3s or 5m";
        }
        if (type == DataSize.class) {
            return "a size such as 64KB, 8MB or 1GB";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == float.class || type == Double.class || type == Float.class) {
            return "a number";
        }
        if (cause.getTarget().getType().asCollection().resolveGeneric() == Double.class) {
            return "numbers with commas between them";
        }
        return type.isEnum() ? oneOf(type) : "something else (" + rootMessage(cause) + ")";
    }

    private static String oneOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(" or "));
    }

    private static String rootMessage(Throwable cause) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
    }
}

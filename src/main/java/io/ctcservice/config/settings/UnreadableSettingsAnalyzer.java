package io.ctcservice.config.settings;

import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.json.JsonParseException;
import org.springframework.core.NestedExceptionUtils;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** An analyzer of files of settings, and of settings in JSON, that cannot be read. Such a failure is not wrapped in others. */
final class UnreadableSettingsAnalyzer implements FailureAnalyzer {

    private static final String NOT_FOUND_OUT = "Unable to load config data from";

    private static final String PLACES =
            "Look at application.yaml in the folder where the service is started, and at the files that"
                    + " spring.config.* names.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return switch (failure) {
            case YAMLException yaml ->
                new FailureAnalysis("A file of settings is no YAML: " + fault(yaml), PLACES, yaml);
            case JsonParseException json ->
                new FailureAnalysis(
                        "spring.application.json is no JSON: "
                                + firstLine(NestedExceptionUtils.getMostSpecificCause(json)),
                        "Look at SPRING_APPLICATION_JSON in the environment.",
                        json);
            case IllegalStateException state -> ofUnreadable(state);
            default -> null;
        };
    }

    private static @Nullable FailureAnalysis ofUnreadable(IllegalStateException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(NOT_FOUND_OUT)
                ? new FailureAnalysis(
                        message + ": " + firstLine(NestedExceptionUtils.getMostSpecificCause(failure)), PLACES, failure)
                : null;
    }

    private static String fault(YAMLException yaml) {
        if (yaml instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            var place = marked.getProblemMark();
            return "line " + (place.getLine() + 1) + ", column " + (place.getColumn() + 1) + ": " + marked.getProblem();
        }
        return NestedExceptionUtils.getMostSpecificCause(yaml) instanceof CharacterCodingException
                ? "it is not in UTF-8"
                : firstLine(yaml);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}

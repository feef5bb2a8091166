package io.ctcservice.config;

import io.ctcservice.codec.Location;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * A network to register: its location, and properties that neither its file nor the files beside it state. Everything
 * but the location may be missing, if it is said there. The settings are described in the configuration metadata.
 */
record RegisteredNetwork(
        @NotNull Location location,
        @Nullable String preset,
        @Nullable Location vocabulary,
        @Nullable String vocabularyFormat,
        @Nullable String vocabularyLanguage,
        @Nullable String wordDelimiter,
        @Nullable Integer blank,
        @Nullable String scores,
        @Nullable Double secondsPerFrame,
        @Nullable Sound sound,
        @Nullable Picture picture,
        @Nullable Input input,
        @Nullable Output output,
        @Nullable Windows windows,
        @Nullable Streaming streaming,
        @Nullable LanguageModel languageModel) {

    /** The input of a network for sound. */
    record Sound(
            @Nullable String form,
            @Nullable Integer sampleRate,
            @Nullable Double scale,
            @Nullable String normalization,
            @Nullable Double epsilon,
            @Nullable Double frameSeconds,
            @Nullable Double hopSeconds,
            @Nullable Integer fftSize,
            @Nullable String window,
            @Nullable String edges,
            @Nullable Boolean dropLast,
            @Nullable Boolean removeMean,
            @Nullable Double preEmphasis,
            @Nullable String preEmphasisOver,
            @Nullable String spectrum,
            @Nullable Integer bands,
            @Nullable Double lowFrequency,
            @Nullable Double highFrequency,
            @Nullable String melScale,
            @Nullable String melShape,
            @Nullable String melArea,
            @Nullable Double floor,
            @Nullable String floorBy,
            @Nullable Integer coefficients,
            @Nullable Double lifter,
            @Nullable Integer stack,
            @Nullable Integer stackHop,
            @Nullable List<Double> mean,
            @Nullable List<Double> inverseDeviation) {}

    /** The input of a network for pictures. */
    record Picture(
            @Nullable Integer height,
            @Nullable String channels,
            @Nullable List<Double> mean,
            @Nullable List<Double> deviation,
            @Nullable Double padding,
            @Nullable Integer widthMultiple,
            @Nullable Integer minWidth,
            @Nullable Integer maxWidth,
            @Nullable String scaling,
            @Nullable String align,
            @Nullable Boolean upsideDown) {}

    /** The inputs of the model. */
    record Input(
            @Nullable String name,
            @Nullable String layout,
            @Nullable String constants) {}

    /** The output of the model. */
    record Output(
            @Nullable String name,
            @Nullable String layout,
            @Nullable Integer skipFrames) {}

    /** The windows into which sound is split. */
    record Windows(@Nullable Double seconds, @Nullable Double overlap) {}

    /** The rows of a network with states. */
    record Streaming(
            @Nullable String states,
            @Nullable String stateShapes,
            @Nullable Integer chunkRows,
            @Nullable Integer chunkStep,
            @Nullable Integer rowsBefore,
            @Nullable Integer leftChunks,
            @Nullable Integer delayFrames) {}

    /** The fusion weights of a language model with this network, where a request gives none. */
    record LanguageModel(@Nullable Double weight, @Nullable Double wordBonus) {}

    /** Returns the configured values, without files, by setting name relative to the network. */
    Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        add(values, "", this);
        return values;
    }

    private static void add(Map<String, String> values, String prefix, Record group) {
        for (var component : group.getClass().getRecordComponents()) {
            String name = prefix + DataObjectPropertyName.toDashedForm(component.getName());
            switch (value(group, component.getAccessor())) {
                case null -> {} // not said
                case Location file -> {} // read elsewhere
                case Record inner -> add(values, name + ".", inner);
                case List<?> list ->
                    values.put(name, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
                case Object value -> values.put(name, value.toString());
            }
        }
    }

    private static @Nullable Object value(Record group, Method accessor) {
        try {
            return accessor.invoke(group);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

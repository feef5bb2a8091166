package io.ctcservice.codec.json;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The JSON format of this service: camelCase, strict when it is read, matrices streamed in both directions. */
public final class CtcJson {

    private static final int DEEPEST_NESTING = 16;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 1000;

    private CtcJson() {}

    /** Returns a builder of mappers that refuse unknown and duplicate fields, wrong types and values over a limit. */
    public static JsonMapper.Builder mapper(JsonBounds bounds) {
        return mapper(bounds, new MatrixJsonFactory(factory()));
    }

    /** Returns a builder of mappers that behave as those of {@link #mapper} do, without use of Jackson's internals. */
    public static JsonMapper.Builder plainMapper(JsonBounds bounds) {
        return mapper(bounds, factory().build());
    }

    private static JsonMapper.Builder mapper(JsonBounds bounds, JsonFactory factory) {
        return JsonMapper.builder(factory)
                .addModule(module(bounds))
                .enumNamingStrategy(EnumNamingStrategies.LOWER_CAMEL_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    }

    private static JsonFactoryBuilder factory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_NESTING)
                        .maxNameLength(LONGEST_NAME)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build());
    }

    private static SimpleModule module(JsonBounds bounds) {
        var module = new SimpleModule("ctc");
        module.addDeserializer(FloatMatrix.class, new FloatMatrixDeserializer(bounds));
        module.addDeserializer(JsonTensor.class, new JsonTensorDeserializer());
        module.addDeserializer(Labels.class, new LabelsDeserializer(bounds));
        module.setDeserializerModifier(new BoundedLists(bounds));
        StrictScalars.addTo(module, bounds);
        MatrixSerializers.addTo(module);
        return module;
    }
}

package io.ctcservice.codec.oip;

import java.util.List;
import java.util.Set;

/**
 * The name, inputs and outputs of a model.
 *
 * @param name of the model
 * @param inputs the tensors that it takes
 * @param outputs the tensors that it can give
 * @param parameters what a request may say besides, by the names of the JSON endpoint
 */
public record ModelSignature(String name, List<TensorSpec> inputs, List<TensorSpec> outputs, Set<String> parameters) {

    /** Emissions, {@code [N][T][V]}. */
    public static final String EMISSIONS = "emissions";

    /** The number of frames of each utterance, {@code [N]}; T if missing. */
    public static final String EMISSION_LENGTHS = "emission_lengths";

    /** Class indices of the targets, {@code [N][U]}. */
    public static final String TARGETS = "targets";

    /** The number of labels of each target, {@code [N]}; U if missing. */
    public static final String TARGET_LENGTHS = "target_lengths";

    /** The inputs of a model that reads emissions. */
    public static final List<TensorSpec> EMISSION_INPUTS = List.of(
            TensorSpec.of(EMISSIONS, Datatype.FP32, 3),
            TensorSpec.of(EMISSION_LENGTHS, Datatype.INT32, 1).optional());

    /** The inputs of a model that compares emissions with targets. */
    public static final List<TensorSpec> TARGET_INPUTS = List.of(
            EMISSION_INPUTS.get(0),
            EMISSION_INPUTS.get(1),
            TensorSpec.of(TARGETS, Datatype.INT32, 2),
            TensorSpec.of(TARGET_LENGTHS, Datatype.INT32, 1).optional());

    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        parameters = Set.copyOf(parameters);
    }
}

package io.ctcservice.wire.inference;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Collections;
import java.util.List;

/**
 * What a model takes or gives.
 *
 * @param name of the tensor
 * @param datatype the usual one
 * @param shape its lengths, −1 where they differ from request to request
 * @param isOptional of an input: whether it may be missing; of an output: whether it is given only on request
 */
@Schema(description = "A tensor that a model takes or gives.")
public record TensorSpec(
        @Schema(description = "Its name.", requiredMode = RequiredMode.REQUIRED, example = "emissions")
        String name,

        @Schema(
                description =
                        "What it holds. Of inputs the usual one: FP16 and FP64 are taken for FP32, INT64 for INT32.",
                requiredMode = RequiredMode.REQUIRED,
                example = "FP32")
        String datatype,

        @Schema(
                description = "Its lengths; −1: differs from request to request.",
                requiredMode = RequiredMode.REQUIRED,
                example = "[-1, -1, -1]")
        List<Integer> shape,

        @JsonIgnore boolean isOptional) {

    private static final int ANY = -1;

    /** Returns a tensor of which the length of no axis is known. */
    public static TensorSpec of(String name, Datatype datatype, int rank) {
        return new TensorSpec(name, datatype.name(), Collections.nCopies(rank, ANY), false);
    }

    /** Returns the same, but not always there. */
    public TensorSpec optional() {
        return new TensorSpec(name, datatype, shape, true);
    }
}

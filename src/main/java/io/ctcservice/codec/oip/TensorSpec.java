package io.ctcservice.codec.oip;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The specification of an input or output of a model.
 *
 * @param name of the tensor
 * @param datatype the usual one
 * @param shape its lengths, −1 where they differ from request to request
 * @param parameters what else there is to say, null for nothing
 */
@Schema(description = "An input or output of a model.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TensorSpec(
        @Schema(description = "Name of the tensor.", requiredMode = RequiredMode.REQUIRED, example = "emissions")
        String name,

        @Schema(
                description =
                        "The type of the elements. Of inputs the usual one: FP16, BF16 and FP64 are taken for FP32, all whole numbers for"
                                + " INT32.",
                requiredMode = RequiredMode.REQUIRED,
                example = "FP32")
        String datatype,

        @Schema(
                description = "Its lengths; −1: differs from request to request.",
                requiredMode = RequiredMode.REQUIRED,
                example = "[-1, -1, -1]")
        List<Integer> shape,

        @Schema(description = "Further properties; only of inputs that may be missing.") @Nullable
        Parameters parameters) {

    private static final int ANY = -1;

    @Schema(name = "TensorSpecParameters", description = "Further properties of a tensor.")
    record Parameters(
            @Schema(
                    description = "True if requests may omit it.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "true")
            boolean optional) {}

    /** Returns the specification of a tensor whose axes have no fixed length. */
    public static TensorSpec of(String name, Datatype datatype, int rank) {
        return new TensorSpec(name, datatype.name(), Collections.nCopies(rank, ANY), null);
    }

    /** Returns the same specification, of an optional input. */
    public TensorSpec optional() {
        return new TensorSpec(name, datatype, shape, new Parameters(true));
    }

    /** Returns whether requests may omit it. */
    @JsonIgnore
    public boolean isOptional() {
        return parameters != null && parameters.optional();
    }
}

package io.ctcservice.api.inference;

import io.ctcservice.codec.oip.InferenceModel;
import io.ctcservice.codec.oip.TensorSpec;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** A customizer that lists the outputs of each model in the OpenAPI document, from its signature. */
@Component
final class OutputDocumentation implements OpenApiCustomizer {

    private final String text;

    OutputDocumentation(List<InferenceModel> models) {
        this.text = models.stream()
                .map(InferenceModel::signature)
                .sorted(Comparator.comparing(signature -> signature.name()))
                .map(signature -> "- `" + signature.name() + "`: " + named(signature.outputs()) + ".")
                .collect(Collectors.joining("\n"));
    }

    private static String named(List<TensorSpec> outputs) {
        return outputs.stream()
                .map(output -> "`" + output.name() + "` " + output.datatype()
                        + (output.shape().size() == 1
                                ? ""
                                : " of " + output.shape().size() + " axes"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void customise(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> "infer".equals(operation.getOperationId()))
                .forEach(this::describe);
    }

    private void describe(Operation operation) {
        operation.setDescription(operation.getDescription().strip() + "\n\n" + text);
    }
}

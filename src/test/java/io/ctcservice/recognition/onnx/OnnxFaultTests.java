package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests on messages of ONNX Runtime 1.29. */
final class OnnxFaultTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "Error code - ORT_FAIL - message: Load model from x failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:177"
                        + " onnxruntime::Model::Model(onnx::ModelProto&&, const onnxruntime::ModelOptions&)"
                        + " ModelProto does not have a graph."
                        + "|ModelProto does not have a graph.",
                "Error code - ORT_FAIL - message: Load model from x failed:/core/graph/model_load_utils.h:46 void"
                        + " onnxruntime::Validate(const std::unordered_map<std::basic_string<char>, int>&, bool, int)"
                        + " ONNX Runtime only *guarantees* support for official (released) opset versions."
                        + "|ONNX Runtime only *guarantees* support for official (released) opset versions.",
                "Error code - ORT_FAIL - message: External data path validation failed for initializer: b. Error:"
                        + " tensorprotoutils.cc:453 ValidateExternalDataPathFromDir External data path does not exist: \"/w.bin\""
                        + "|External data path validation failed for initializer: b. Error:"
                        + " External data path does not exist: \"/w.bin\"",
                "Error code - ORT_INVALID_PROTOBUF - message: Load model from x failed:Protobuf parsing failed."
                        + "|Protobuf parsing failed.",
                "Error code - ORT_INVALID_GRAPH - message: In Node, (\"\", Foo, \"\", -1) : No Op registered"
                        + "|In Node, (\"\", Foo, \"\", -1) : No Op registered"
            })
    void theWordsStayAndThePlaceInTheSourceGoes(String message, String words) {
        assertThat(OnnxFault.of(message)).isEqualTo(words);
    }
}

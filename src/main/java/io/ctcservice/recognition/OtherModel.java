package io.ctcservice.recognition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The files of networks that are not in ONNX, told by the ends of their names, and how they get there. */
enum OtherModel {
    NEMO(
            "a file of NeMo",
            "exported in Python by nemo.collections.asr.models.ASRModel.restore_from(FILE).export(\"model.onnx\")",
            ".nemo"),
    KRAKEN(
            "a file of Core ML, as kraken has them",
            "exported in Python by torch.onnx.export of kraken.lib.vgsl.TorchVGSLModel.load_model(FILE).nn, with a dynamic width",
            ".mlmodel"),
    TF_LITE(
            "a file of TensorFlow Lite",
            "converted by python -m tf2onnx.convert --tflite FILE --output model.onnx",
            ".tflite"),
    KERAS(
            "a file of Keras",
            "saved in Python by keras.models.load_model(FILE).export(\"model.onnx\", format=\"onnx\")",
            ".keras",
            ".h5",
            ".hdf5"),
    TENSORFLOW(
            "a file of TensorFlow",
            "converted by python -m tf2onnx.convert --saved-model FOLDER --output model.onnx",
            ".pb"),
    PADDLE(
            "a file of PaddlePaddle",
            "converted by paddle2onnx --model_dir FOLDER --model_filename inference.pdmodel --params_filename"
                    + " inference.pdiparams --save_file model.onnx, where later versions have inference.json for the first",
            ".pdmodel",
            ".pdiparams"),
    SAFE_TENSORS(
            "a file of weights alone",
            "exported by optimum-cli export onnx --model FOLDER OUTPUT, if it is Hugging Face's",
            ".safetensors",
            "pytorch_model.bin"),
    PYTORCH(
            "a file of PyTorch",
            "exported in Python by torch.onnx.export, with a dynamic axis for time",
            ".pt",
            ".pth",
            ".ckpt"),
    ARCHIVE("an archive", "unpacked", ".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z");

    private final String description;
    private final String way;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<String> ends;

    OtherModel(String description, String way, String... ends) {
        this.description = description;
        this.way = way;
        this.ends = List.of(ends);
    }

    /** Returns what the file of a name is, and what is expected of it; empty if it is none of these. */
    static Optional<String> describe(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.ends.stream().anyMatch(name::endsWith))
                .findFirst()
                .map(kind -> "is " + kind.description + ", not of ONNX: expected it " + kind.way);
    }
}

package io.ctcservice.recognition;

import java.util.Map;
import java.util.regex.Pattern;

/** A reader of a network's family from the model itself: what made it, its name, its inputs, and metadata that only pictures have. */
final class KnownModels {

    /** The families whose exports have inputs of these names. */
    private static final Map<String, String> USUAL_INPUTS = Map.of("audio_signal", "nemo", "input_values", "wav2vec2");

    /** How the files of paddle2onnx name their maker, or their graph. */
    private static final String PADDLE = "PaddlePaddle";

    private static final Pattern OF_PADDLE_OCR = Pattern.compile("(?i)pp-?ocr");

    /** As in {@code ch_ppocr_mobile_v2.0_rec_infer.onnx} or {@code ch_PP-OCRv2_rec.onnx}: later versions read higher pictures. */
    private static final Pattern OF_THE_FIRST_PADDLE_OCR =
            Pattern.compile("(?i)(?:pp-?ocr|mobile|server|slim)_?v[12](?:\\.[0-9])?_(?:slim_)?rec");

    private static final String NAME = "the name of the file";

    /** The metadata key of the characters in networks of mltu's, the blank not among them. */
    private static final String VOCAB = "vocab";

    private static final int PICTURE = 4; // axes

    private final NetworkFacts facts;
    private final RunnableModel model;

    private KnownModels(NetworkFacts facts, RunnableModel model) {
        this.facts = facts;
        this.model = model;
    }

    /** Adds the facts that a model shows by itself. */
    static void offer(NetworkFacts facts, RunnableModel model, NetworkFiles files) {
        var known = new KnownModels(facts, model);
        known.offerTOne();
        known.offerLikelyPreset();
        boolean takesPictures =
                model.inputs().size() == 1 && model.inputs().getFirst().rank() == PICTURE;
        if (takesPictures) {
            known.offerPaddleOcr(files);
            known.offerMltu();
        }
    }

    /** T-one's file has no metadata, and what is beside a tuned one says that it takes samples as wav2vec 2.0 does; but no other has such inputs. */
    private void offerTOne() {
        boolean hasSignal = model.inputs().stream()
                .anyMatch(port -> port.name().equals("signal") && port.type() == Port.Type.WHOLE && port.rank() == 3);
        if (hasSignal && model.inputs().stream().anyMatch(port -> port.name().equals("state"))) {
            facts.offer(NetworkFacts.PRESET, "t-one", "the inputs of the model");
        }
    }

    /** Exports without metadata, and without the files of their projects beside them, have at least the names of these. */
    private void offerLikelyPreset() {
        for (var port : model.inputs()) {
            String preset = USUAL_INPUTS.get(port.name());
            if (preset != null) {
                facts.offer(NetworkFacts.LIKELY_PRESET, preset, "the input " + port);
            }
        }
    }

    /** Recognisers of lines that paddle2onnx made are PaddleOCR's; of those that others made, the name may tell. */
    private void offerPaddleOcr(NetworkFiles files) {
        boolean isMade = model.maker().contains(PADDLE);
        if (isMade || OF_PADDLE_OCR.matcher(files.name()).find()) {
            facts.offer(
                    NetworkFacts.PRESET,
                    "paddleocr",
                    isMade ? "the program that made the file, of PaddlePaddle's" : NAME);
        }
        if (OF_THE_FIRST_PADDLE_OCR.matcher(files.name()).find()) {
            facts.offer(LineScalings.HEIGHT, "32", NAME);
        }
    }

    /** The networks of mltu's tutorials have their characters in their metadata. */
    private void offerMltu() {
        String characters = model.metadata().getOrDefault(VOCAB, "");
        if (!characters.isEmpty()) {
            facts.offer(NetworkFacts.PRESET, "mltu", "the metadata " + VOCAB);
            facts.offer(NetworkVocabulary.SETTING, NetworkVocabulary.ofCharacters(characters), "the metadata " + VOCAB);
        }
    }
}

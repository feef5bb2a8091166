package io.ctcservice.api.transcriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.recognition.LazyNetwork;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.NetworkDescription.Kind;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.testing.KnownNetwork;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.ErrorResponseException;

@ExtendWith(OutputCaptureExtension.class)
final class TranscriptionModelsTests {

    @Test
    void whereSeveralMayBeMeantTheLogSaysWhichOneIs(CapturedOutput output) {
        models(null, of(Kind.PICTURE, "lines").and(Kind.SPEECH, "mine"));
        models("other", of(Kind.SPEECH, "mine").and(Kind.SPEECH, "other"));
        assertThat(output).doesNotContain("OpenAI");

        models(null, of(Kind.SPEECH, "mine").and(Kind.SPEECH, "other"));
        assertThat(output)
                .contains(
                        "OpenAI's names, such as whisper-1, select mine", "ctc.transcription.default selects another");
    }

    @Test
    void openAisNamesStandForTheFirstNetworkForSoundOfTheUser() {
        var models =
                models(null, of(Kind.PICTURE, "lines").and(Kind.SPEECH, "mine").and(Kind.SPEECH, "other"));
        assertThat(models.find("whisper-1").description().name()).isEqualTo("mine");
        assertThat(models.find("gpt-4o-mini-transcribe-2025-12-15")
                        .description()
                        .name())
                .isEqualTo("mine");
        assertThat(models.find("other").description().name()).isEqualTo("other");
    }

    @Test
    void theSettingComesFirstAndTheShippedNetworkLast() {
        var users = of(Kind.SPEECH, "mine").and(Kind.SPEECH, "other");
        assertThat(models("other", users).find("whisper-1").description().name())
                .isEqualTo("other");
        assertThat(models(null, new Named()).find("whisper-1").description().name())
                .isEqualTo("demo-english");
        assertThat(models(null, of(Kind.SPEECH, "whisper-1"))
                        .find("whisper-1")
                        .description()
                        .name())
                .isEqualTo("whisper-1");
    }

    @Test
    void whereThereIsNoneItIsSaidHowToRegisterOne() {
        var none = new TranscriptionModels(
                Networks.of(new LinkedHashMap<>(), new LinkedHashMap<>()), new TranscriptionProperties(null));
        assertThatThrownBy(() -> none.find("whisper-1"))
                .isInstanceOfSatisfying(ErrorResponseException.class, refused -> {
                    assertThat(refused.getStatusCode().value()).isEqualTo(404);
                    assertThat(refused.getBody().getDetail()).contains("ctc.networks.<name>.location");
                });
    }

    @Test
    void networksForPicturesHearNothing() {
        var models = models(null, of(Kind.PICTURE, "lines"));
        assertThatThrownBy(() -> models.find("lines"))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(400));
    }

    @Test
    void onlyNetworksForSoundAreListed() {
        var models = models(null, of(Kind.SPEECH, "mine").and(Kind.PICTURE, "lines"));
        assertThat(models.names()).containsExactly("mine", "demo-english");
        assertThatThrownBy(() -> models.requireKnown("lines"))
                .isInstanceOfSatisfying(ErrorResponseException.class, refused -> {
                    assertThat(refused.getStatusCode().value()).isEqualTo(404);
                    assertThat(refused.getBody().getDetail()).endsWith("expected one of mine, demo-english");
                });
    }

    @Test
    void aNetworkThatCannotBeLoadedIsNotListed() {
        var broken = new LinkedHashMap<String, NeuralNetwork>();
        broken.put("broken", new LazyNetwork(() -> {
            throw RecognitionException.unavailable("no such library", new IllegalStateException());
        }));
        var models = new TranscriptionModels(
                Networks.of(of(Kind.SPEECH, "mine").networks, broken), new TranscriptionProperties(null));
        assertThat(models.names()).containsExactly("mine");
    }

    @Test
    void aDefaultThatIsNoNetworkStopsTheStart() {
        assertThatThrownBy(() -> models("nothing", of(Kind.SPEECH, "mine")))
                .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, refused -> {
                    assertThat(refused.getName()).isEqualTo("ctc.transcription.default");
                    assertThat(refused.getReason()).contains("expected one of mine, demo-english");
                });
    }

    @Test
    void aDefaultThatReadsPicturesStopsTheStart() {
        assertThatThrownBy(() -> models("lines", of(Kind.PICTURE, "lines").and(Kind.SPEECH, "mine")))
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        refused -> assertThat(refused.getReason())
                                .isEqualTo("lines cannot transcribe: expected one of mine, demo-english"));
    }

    private static TranscriptionModels models(@Nullable String setting, Named users) {
        return new TranscriptionModels(
                Networks.of(users.networks, of(Kind.SPEECH, "demo-english").networks),
                new TranscriptionProperties(setting));
    }

    private static Named of(Kind kind, String name) {
        return new Named().and(kind, name);
    }

    /** Networks that are known and never run. */
    private static final class Named {

        private final SequencedMap<String, NeuralNetwork> networks = new LinkedHashMap<>();

        Named and(Kind kind, String name) {
            networks.put(
                    name,
                    new KnownNetwork(
                            Optional.of(new NetworkDescription(
                                    name,
                                    kind,
                                    Vocabulary.ofEnglish(),
                                    ScoreKind.LOGITS,
                                    0.02,
                                    16_000,
                                    null,
                                    null,
                                    FusionWeights.DEFAULT,
                                    new LinkedHashMap<>())),
                            Optional.empty()));
            return this;
        }
    }
}

package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.UnsupportedFileException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.multipart.Parts;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.request.ReadingTurns;
import io.ctcservice.request.Recognizer;
import io.ctcservice.request.RecordedScores;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** The transcription of recordings: recognition, then decoding. Stateless. */
@Service
final class TranscriptionService {

    private final TranscriptionModels models;
    private final Recognizer recognizer;
    private final TranscriptionDecoder decoder;

    TranscriptionService(TranscriptionModels models, Recognizer recognizer, TranscriptionDecoder decoder) {
        this.models = models;
        this.recognizer = recognizer;
        this.decoder = decoder;
    }

    /**
     * Returns the transcript of the recording in a form.
     *
     * @param fields is filled with the other fields
     * @param room the most bytes of the form to hold in memory
     * @param turns the turns in which to compute
     * @param events receive the text as far as it is final, if the request asks for that
     */
    Transcript transcribe(
            Parts parts, TranscriptionFields fields, long room, ReadingTurns turns, TranscriptEvents events)
            throws IOException {
        var form = new TranscriptionForm(fields, room, file -> recognise(file, fields, turns, events));
        var recording = form.read(parts);
        requireMeaning(fields); // of what came after the file
        return turns.compute(() -> decoder.decode(recording, fields));
    }

    private void requireMeaning(TranscriptionFields fields) {
        fields.requireMeaning();
        decoder.requireGuides(fields);
    }

    private RecordingEmissions recognise(
            InputStream file, TranscriptionFields fields, ReadingTurns turns, TranscriptEvents events)
            throws IOException {
        requireMeaning(fields);
        var network = models.find(Objects.requireNonNull(fields.model()));
        var description = network.description();
        boolean isFinalAsItComes = fields.streams() && !fields.isGuided();
        var scores = scores(
                isFinalAsItComes ? new ObservedNetwork(network, new GreedyText(description, events::grow)) : network,
                file,
                turns);
        var emissions = turns.compute(() -> Emissions.withBestPath(scores.scores(), description.scores()));
        return new RecordingEmissions(description, emissions, scores.seconds(), scores.remarks());
    }

    /** Returns the scores of a recording; its faults are reported as those of the form field {@code file}. */
    private RecordedScores scores(NeuralNetwork network, InputStream file, ReadingTurns turns) throws IOException {
        try {
            return recognizer.recording(network, file, null, turns, "", 0);
        } catch (UnsupportedFileException other) {
            throw new UnsupportedFileException(ofFile(other.violation()));
        } catch (UnreadableBodyException damaged) {
            throw new UnreadableBodyException(ofFile(damaged.violation()));
        } catch (RefusedRequestException refused) {
            throw new RefusedRequestException(refused.violations().stream()
                    .map(TranscriptionService::ofFile)
                    .toList());
        } catch (PartTooLargeException tooLong) {
            throw new PartTooLargeException(ofFile(tooLong.violation()));
        }
    }

    private static Violation ofFile(Violation violation) {
        return violation.pointer().isEmpty() ? violation : new Violation("/file", violation.detail());
    }
}

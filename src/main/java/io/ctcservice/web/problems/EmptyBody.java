package io.ctcservice.web.problems;

import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.recognition.picture.PictureFile;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The complaint about a request without a body: it names what its content type promised. */
final class EmptyBody {

    private EmptyBody() {}

    static String complaint(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("audio/")) {
            return "an empty body; expected " + SoundFiles.ACCEPTED;
        }
        if (type.startsWith("image/")) {
            return "an empty body; expected " + PictureFile.ACCEPTED;
        }
        if (type.startsWith("multipart/")) {
            return "an empty body; expected a form with the part \"request\" first, the JSON without emissions";
        }
        if (type.startsWith(NpyReader.MEDIA_TYPE)) {
            return "an empty body; expected an .npy file";
        }
        return "no body, it is empty or null; expected a JSON object";
    }
}

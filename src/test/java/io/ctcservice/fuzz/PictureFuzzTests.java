package io.ctcservice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.recognition.picture.PictureFile;
import io.ctcservice.recognition.picture.PictureFormatException;
import java.io.IOException;

/** A fuzz test of pictures: each is refused as documented, or gives pixels within the limit. */
final class PictureFuzzTests {

    private static final int PIXELS = 100_000;

    @FuzzTest
    void refusesAsDocumentedOrGivesPixels(byte[] file) throws IOException {
        BoundedMemory.check(file, 1000, () -> {
            try {
                PictureFile.read(file, PIXELS);
            } catch (PictureFormatException refused) {
                // as documented
            }
        });
    }
}

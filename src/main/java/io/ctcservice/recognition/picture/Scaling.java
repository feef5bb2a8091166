package io.ctcservice.recognition.picture;

/** The methods of scaling pictures. */
public enum Scaling {
    /** Between the two nearest pixels, however many there were: as OpenCV does, and so PaddleOCR. */
    BILINEAR,
    /** Over all pixels that a new one covers, if they become fewer: as Pillow does. */
    ANTIALIASED
}

package io.ctcservice.recognition.picture;

/** The methods of scaling pictures. */
public enum Scaling {
    /** Interpolation between the two nearest pixels at any scale, as in OpenCV and so PaddleOCR. */
    BILINEAR,
    /** The mean over all pixels that a new one covers where the picture shrinks, as in Pillow. */
    ANTIALIASED
}

/** Neural networks run by ONNX Runtime. */
@NullMarked
package io.ctcservice.recognition.onnx;

import org.jspecify.annotations.NullMarked;

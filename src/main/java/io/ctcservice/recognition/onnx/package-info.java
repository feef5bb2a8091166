/** Neural networks that ONNX Runtime runs. */
@NullMarked
package io.ctcservice.recognition.onnx;

import org.jspecify.annotations.NullMarked;

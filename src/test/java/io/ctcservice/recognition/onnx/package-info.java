@NullMarked
package io.ctcservice.recognition.onnx;

import org.jspecify.annotations.NullMarked;

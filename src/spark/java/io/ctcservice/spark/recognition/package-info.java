/** Networks in the executors of bulk jobs: what needs Java 25, ONNX Runtime and the decoders of sound. */
@NullMarked
package io.ctcservice.spark.recognition;

import org.jspecify.annotations.NullMarked;

/** Writing of ONNX files: protocol buffers by hand, and the few operators that the trained networks are made of. */
@NullMarked
package io.ctcservice.train.onnx;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.ctcservice.wire.multipart;

import org.jspecify.annotations.NullMarked;

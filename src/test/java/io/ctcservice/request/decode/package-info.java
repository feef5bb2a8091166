@NullMarked
package io.ctcservice.request.decode;

import org.jspecify.annotations.NullMarked;

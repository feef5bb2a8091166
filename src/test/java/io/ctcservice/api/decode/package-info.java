@NullMarked
package io.ctcservice.api.decode;

import org.jspecify.annotations.NullMarked;

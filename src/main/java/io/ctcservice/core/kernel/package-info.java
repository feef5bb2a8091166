/** What runs once per frame, in scalar and in vector form. */
@NullMarked
package io.ctcservice.core.kernel;

import org.jspecify.annotations.NullMarked;

/** Tests of the playground in a browser. */
@NullMarked
package io.ctcservice.browser;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.ctcservice.examples;

import org.jspecify.annotations.NullMarked;

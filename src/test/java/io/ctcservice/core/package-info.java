@NullMarked
package io.ctcservice.core;

import org.jspecify.annotations.NullMarked;

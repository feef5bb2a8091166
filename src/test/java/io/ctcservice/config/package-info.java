@NullMarked
package io.ctcservice.config;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.ctcservice.api.features;

import org.jspecify.annotations.NullMarked;

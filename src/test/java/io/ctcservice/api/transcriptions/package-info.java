@NullMarked
package io.ctcservice.api.transcriptions;

import org.jspecify.annotations.NullMarked;

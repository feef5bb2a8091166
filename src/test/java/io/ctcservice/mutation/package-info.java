/**
 * Requests that were valid once, sent to the running service by the thousand: whatever they have become, it answers, in a
 * form that it promises, and is afterwards as it was. Which they are, their numbers alone determine.
 */
@NullMarked
package io.ctcservice.mutation;

import org.jspecify.annotations.NullMarked;

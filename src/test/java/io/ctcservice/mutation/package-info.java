/**
 * Mutation tests of the running service: thousands of mutated requests, each of which must get a documented response
 * and leave the service unharmed. Which they are, their numbers alone determine.
 */
@NullMarked
package io.ctcservice.mutation;

import org.jspecify.annotations.NullMarked;

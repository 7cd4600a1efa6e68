/** Learners that take one example at a time, each written from its paper. */
package io.millrace.learners;

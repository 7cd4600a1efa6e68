/** Learners that take one example at a time, as models that the scorer serves. */
package io.millrace.trainer.online;

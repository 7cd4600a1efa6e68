/** What a window of live data is held against, and how the two differ: {@link io.millrace.drift.windows.Reference} is the door. Pure. */
package io.millrace.drift.windows;

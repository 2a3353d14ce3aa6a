// SPDX-License-Identifier: Apache-2.0
/**
 * A user agent: dialogs, calls, registration, messages. The machines are pure functions, one file
 * per interaction; {@link net.ringpost.sip.dialog.UserAgent} joins them with an engine.
 */
@NullMarked
package net.ringpost.sip.dialog;

import org.jspecify.annotations.NullMarked;

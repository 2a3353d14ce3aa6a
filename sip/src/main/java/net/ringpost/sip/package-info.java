// SPDX-License-Identifier: Apache-2.0
@NullMarked
package net.ringpost.sip;

import org.jspecify.annotations.NullMarked;

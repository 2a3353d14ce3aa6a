// SPDX-License-Identifier: Apache-2.0
@NullMarked
package net.ringpost.phone;

import org.jspecify.annotations.NullMarked;

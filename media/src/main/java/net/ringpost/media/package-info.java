// SPDX-License-Identifier: Apache-2.0
@NullMarked
package net.ringpost.media;

import org.jspecify.annotations.NullMarked;

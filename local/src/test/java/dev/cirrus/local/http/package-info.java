@NullMarked
package dev.cirrus.local.http;

import org.jspecify.annotations.NullMarked;

/**
 * Refuses a call that could not be answered in its time anyway, before anything is written: {@link
 * AdmissionDispatcher} asks {@link WorkAhead} how long what is under way will take, {@link
 * KeyedAdmissionDispatcher} asks {@link KeysAhead} the same of one key.
 */
@NullMarked
package io.sluice.gateway.admission;

import org.jspecify.annotations.NullMarked;

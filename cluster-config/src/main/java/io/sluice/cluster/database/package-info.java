/**
 * What a node does with a PostgreSQL database, whoever's it is: {@link DatabaseAccess} says where
 * it is, {@link Migrations} brings a schema up to date, {@link ConnectionPool} is the way to it,
 * with every wait bounded; {@link DatabaseTrouble} says what a failure means, and {@link Step} how
 * long one may be silent.
 */
@NullMarked
package io.sluice.cluster.database;

import org.jspecify.annotations.NullMarked;

/**
 * How a node becomes a member of the cluster, sees the others come and go, and leaves.
 *
 * <p>The path: {@code MembershipConfig} → {@code HazelcastSettings} completes {@code
 * hazelcast-tcp.yaml} or {@code hazelcast-kubernetes.yaml} → {@code Membership.join} builds the
 * clustered Vert.x → {@code Departures} tells who left, {@code MinorityWatch} whether this node is
 * cut off from most, {@code ClockWatch} whether its clock agrees with theirs → {@code
 * Membership.leave}.
 */
@NullMarked
package io.sluice.cluster.membership;

import org.jspecify.annotations.NullMarked;

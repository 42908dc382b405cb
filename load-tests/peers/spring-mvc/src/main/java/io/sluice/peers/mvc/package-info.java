/** A gateway on Spring MVC: a thread waits for each reply, one of Tomcat's or a virtual one. */
package io.sluice.peers.mvc;
